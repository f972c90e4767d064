package io.longhaul.host.process;

import static io.longhaul.host.Tries.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.failure.FailureCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolRunnerTest {
    private static final byte[] NOTHING = {};

    @TempDir
    private Path folder;

    private final ToolRunner tools = new ToolRunner();

    @Test
    void endsAToolThatOutstaysItsDeadlineWithItsChildren() {
        Tool tool = new Tool(List.of("sh", "-c", "sleep 50 & sleep 50"), "test:deadline", Tool.Limits.TRUSTED, 0);
        fails(FailureCode.DEADLINE_EXCEEDED, () -> tools.run(tool, NOTHING, Duration.ofMillis(300)));
        Awaitility.await()
                .until(() ->
                        Processes.withEnvironment("LONGHAUL_WORK=test:deadline").isEmpty());
    }

    @Test
    void endsWhatIgnoresBeingAsked() {
        Tool tool = new Tool(
                List.of("sh", "-c", "trap '' TERM; while :; do sleep 1; done"),
                "test:stubborn",
                Tool.Limits.TRUSTED,
                0);
        tools.startDetached(tool, folder.resolve("out"));
        Awaitility.await()
                .until(() -> !Processes.withEnvironment("LONGHAUL_WORK=test:stubborn")
                        .isEmpty());
        assertThat(ProcessEnd.endAll(() -> Processes.withEnvironment("LONGHAUL_WORK=test:stubborn")))
                .isTrue();
        assertThat(Processes.withEnvironment("LONGHAUL_WORK=test:stubborn")).isEmpty();
    }

    /** A tool begins as setsid, nice and prlimit; while a process changes its program, the kernel shows no environment. */
    @Test
    void findsAToolWhileItsProcessChangesPrograms() {
        Tool tool = new Tool(List.of("sleep", "60"), "test:starting", Tool.Limits.HOSTILE, 10);
        for (int i = 0; i < 300; i++) {
            tools.startDetached(tool, folder.resolve("out"));
            assertThat(ProcessEnd.endAll(() -> Processes.withEnvironment("LONGHAUL_WORK=test:starting")))
                    .as("round %d", i)
                    .isTrue();
            assertThat(Processes.withEnvironment("LONGHAUL_WORK=test:starting"))
                    .as("round %d", i)
                    .isEmpty();
        }
    }

    @Test
    void limitsTheMemoryOfAToolThatReadsAStrangersFile() {
        Tool tool = new Tool(List.of("python3", "-c", "x = bytearray(3 << 30)"), null, Tool.Limits.HOSTILE, 10);
        fails(FailureCode.TOOL_FAILED, () -> tools.run(tool, NOTHING, Duration.ofSeconds(20)));
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        Tool tool = Tool.quick(List.of("cp", "/proc/version", "/dev/full"));
        fails(FailureCode.STORAGE_FULL, () -> tools.run(tool, NOTHING, Duration.ofSeconds(5)));
        fails(FailureCode.TOOL_FAILED, () -> tools.run(Tool.quick(List.of("false")), NOTHING, Duration.ofSeconds(5)));
    }

    @Test
    void takesAReusedPidForAnotherProcess() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(self.alive()).isTrue();
        assertThat(new ProcessIdentity(self.pid(), self.startTicks() + 1).alive())
                .isFalse();
    }
}
