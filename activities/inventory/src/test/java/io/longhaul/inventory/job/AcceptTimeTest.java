package io.longhaul.inventory.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptTimeTest {
    private static final int WARM = 100;
    private static final int MEASURED = 200;
    private static final double LIMIT_MILLIS = 20;

    @Test
    void acceptingACloneTakesAtMost20MillisecondsInTheMedianEvenOnABusyMachine() {
        try (World world = new World()) {
            world.report("node1", 1_000, 10_000_000);
            String template = world.template();
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < WARM + MEASURED; i++) {
                long begin = System.nanoTime();
                world.jobs.accept(World.TENANT, "key-" + i, World.clone("vm-" + i, template), "hash");
                if (i >= WARM) {
                    millis.add((System.nanoTime() - begin) / 1e6);
                }
            }
            Collections.sort(millis);
            System.out.printf("accept: median %.1f ms, p95 %.1f ms%n", millis.get(MEASURED / 2), millis.get(MEASURED * 95 / 100));
            assertThat(millis.get(MEASURED / 2)).isLessThan(LIMIT_MILLIS);
        }
    }
}
