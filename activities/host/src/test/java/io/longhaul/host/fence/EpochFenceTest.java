package io.longhaul.host.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.Fence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochFenceTest {
    @TempDir
    private Path folder;

    private EpochFence fence;

    @BeforeEach
    void open() throws Exception {
        fence = new EpochFence(folder, Duration.ofMillis(300));
    }

    @Test
    void refusesALowerEpochAndMakesNoEffect() {
        fence.under("vol_a", at(7), () -> true);
        fails(FailureCode.EPOCH_STALE, () -> fence.under("vol_a", at(6), EpochFenceTest::mustNotHappen));
        fails(FailureCode.EPOCH_STALE, () -> fence.begin("vol_a", at(6), EpochFenceTest::mustNotHappen));
        fails(FailureCode.EPOCH_STALE, () -> fence.stop("vol_a", at(6), EpochFenceTest::mustNotHappen));
        fails(FailureCode.EPOCH_STALE, () -> fence.check("vol_a", at(6)));
    }

    @Test
    void letsTheSameAndAHigherEpochAct() {
        fence.under("vol_a", at(7), () -> true);
        assertThat(fence.under("vol_a", at(7), () -> "again")).isEqualTo("again");
        assertThat(fence.under("vol_a", at(1000), () -> "newer")).isEqualTo("newer");
        fails(FailureCode.EPOCH_STALE, () -> fence.check("vol_a", at(999)));
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        fence.under("vol_a", at(7), () -> true);
        EpochFence restarted = new EpochFence(folder, Duration.ofMillis(300));
        fails(FailureCode.EPOCH_STALE, () -> restarted.check("vol_a", at(6)));
    }

    @Test
    void keepsResourcesApart() {
        fence.under("vol_a", at(7), () -> true);
        fence.under("vol_b", at(1), () -> true);
    }

    @Test
    void letsNoStoppedWorkBeginAgainButItsUndoing() {
        fence.begin("vol_a", at(7), () -> true);
        fence.stop("vol_a", at(7), () -> true);
        fails(FailureCode.PREEMPTED, () -> fence.begin("vol_a", at(7), EpochFenceTest::mustNotHappen));
        fails(FailureCode.PREEMPTED, () -> fence.check("vol_a", at(7)));
        assertThat(fence.under("vol_a", at(7), () -> "removed")).isEqualTo("removed");
        assertThat(fence.begin("vol_a", at(8), () -> "begun by the next")).isEqualTo("begun by the next");
    }

    @Test
    void holdsTheResourceAcrossTheEffect() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> effect = other.submit(() -> fence.under("vol_a", at(7), () -> {
                inside.countDown();
                return await(leave);
            }));
            assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();
            fails(FailureCode.DEADLINE_EXCEEDED, () -> fence.under("vol_a", at(8), EpochFenceTest::mustNotHappen));
            leave.countDown();
            assertThat(effect.get()).isTrue();
            assertThat(fence.under("vol_a", at(8), () -> true)).isTrue();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void holdsTheResourceAgainstOtherProcesses() throws Exception {
        fence.under("vol_a", at(7), () -> true);
        // flock(1) takes another kind of lock; a POSIX one, as ours, needs a program that takes it.
        Process other = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl,sys,time\nf=open(sys.argv[1],'r+')\nfcntl.lockf(f,fcntl.LOCK_EX)\nprint('held',flush=True)\ntime.sleep(60)",
                        folder.resolve("vol_a").toString())
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            fails(FailureCode.DEADLINE_EXCEEDED, () -> fence.under("vol_a", at(8), EpochFenceTest::mustNotHappen));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(fence.under("vol_a", at(8), () -> true)).isTrue();
    }

    @Test
    void refusesEveryResourceUnderAnEpochBeforeThatOfTheNodeAndStillStopsWork() throws Exception {
        fence.under("vol_a", at(7), () -> true);
        fence.raise(9);
        fence.raise(8);
        EpochFence restarted = new EpochFence(folder, Duration.ofMillis(300));

        for (String resource : List.of("vol_a", "vol_new")) {
            fails(FailureCode.EPOCH_STALE, () -> restarted.under(resource, at(8), EpochFenceTest::mustNotHappen));
            fails(FailureCode.EPOCH_STALE, () -> restarted.begin(resource, at(8), EpochFenceTest::mustNotHappen));
            fails(FailureCode.EPOCH_STALE, () -> restarted.check(resource, at(8)));
            assertThat(restarted.stop(resource, at(8), () -> "stopped")).isEqualTo("stopped");
            assertThat(restarted.under(resource, at(9), () -> "newer")).isEqualTo("newer");
        }
    }

    @Test
    void isRaisedOnlyWhenNoEffectIsUnderWayAnyMore() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> effect = threads.submit(() -> fence.under("vol_a", at(7), () -> {
                inside.countDown();
                return await(leave);
            }));
            assertThat(inside.await(5, TimeUnit.SECONDS)).isTrue();
            fails(FailureCode.DEADLINE_EXCEEDED, () -> fence.raise(9));

            leave.countDown();
            assertThat(effect.get()).isTrue();
            fence.raise(9);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void acceptsOnlyIdsAsNames() {
        fails(FailureCode.INTERNAL_ERROR, () -> fence.under("../vol", at(1), EpochFenceTest::mustNotHappen));
        fails(FailureCode.INTERNAL_ERROR, () -> fence.under("-rf", at(1), EpochFenceTest::mustNotHappen));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static Boolean mustNotHappen() {
        throw new AssertionError("an effect was made");
    }

    private static Fence at(long epoch) {
        return new Fence("job_test", epoch);
    }

    private static void fails(FailureCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(LonghaulException.class))
                .returns(code, e -> e.failure().code());
    }
}
