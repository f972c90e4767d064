package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SubmissionsAtOnceTest {
    @Test
    void fiftyConcurrentSubmissionsWithOneKeyGiveOneJob() throws Exception {
        try (World world = new World()) {
            world.report("node1", 8, 16_384);
            String template = world.template();
            String name = world.name("once");
            Set<String> jobs = new HashSet<>(atOnce(
                    50,
                    () -> world.jobs
                            .accept(World.TENANT, "key-50", World.clone(name, template), "hash")
                            .accepted()
                            .jobId()));

            assertThat(jobs).hasSize(1);
            assertThat(world.count("from vm where name = ?", name)).isOne();
        }
    }

    @Test
    void concurrentClonesNeverGiveAwayMoreThanANodeHas() throws Exception {
        try (World small = new World()) {
            small.report("node1", 1, 100_000); // times four: room for four
            String source = small.template();
            List<Boolean> placed = atOnce(12, () -> {
                try {
                    small.job(World.clone(small.name("vm"), source));
                    return true;
                } catch (LonghaulException e) {
                    assertThat(e.failure().code()).isEqualTo(FailureCode.NO_PLACEMENT);
                    assertThat(e.failure().facts()).containsEntry("node1", "has 0 vCPUs left");
                    return false;
                }
            });

            assertThat(placed.stream().filter(yes -> yes)).hasSize(4);
        }
    }

    private static <T> List<T> atOnce(int number, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(Collections.nCopies(number, work))) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdown();
        }
    }
}
