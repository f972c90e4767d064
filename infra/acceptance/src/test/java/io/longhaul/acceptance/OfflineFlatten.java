package io.longhaul.acceptance;

import static org.awaitility.Awaitility.await;

import io.longhaul.acceptance.Cloud.Vm;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The qemu-img that flattens the disk of a VM that is off, found on the host and stopped, so that a test meets it in its
 * middle however quick the machine is. It goes on when this is closed, if it still lives.
 */
final class OfflineFlatten implements AutoCloseable {
    private static final long BURST_MILLIS = 10;

    private final ProcessHandle tool;

    private OfflineFlatten(ProcessHandle tool) {
        this.tool = tool;
    }

    /** Waits until the tool runs, and stops it. */
    static OfflineFlatten begun(Vm vm) {
        List<ProcessHandle> found = await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> toolsOf(vm), tools -> !tools.isEmpty());
        OfflineFlatten flatten = new OfflineFlatten(found.get(0));
        flatten.signal("STOP");
        return flatten;
    }

    /** Every tool that works on the VM's disk. */
    static List<ProcessHandle> toolsOf(Vm vm) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = commandLine(process);
                    return line.startsWith("qemu-img rebase") && line.contains(vm.volume());
                })
                .toList();
    }

    /** Not {@link ProcessHandle.Info#commandLine()}, which ends at the tool's empty argument. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return ""; // ended meanwhile
        }
    }

    /** Lets it work in short bursts until the condition holds; it is stopped then, and not at its end. */
    void workUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    signal("CONT");
                    TimeUnit.MILLISECONDS.sleep(BURST_MILLIS);
                    signal("STOP");
                    return condition.call();
                });
    }

    boolean underWay() {
        return tool.isAlive();
    }

    @Override
    public void close() {
        if (tool.isAlive()) {
            signal("CONT");
        }
    }

    private void signal(String name) {
        Command.of("kill", "-" + name, Long.toString(tool.pid())).run();
    }
}
