package io.longhaul.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same pid.
 *
 * @param pid the process id
 * @param startTicks start time in clock ticks since boot, field 22 of {@code /proc/PID/stat} (proc(5))
 * @param boot the boot it belongs to, {@code /proc/sys/kernel/random/boot_id}
 */
public record ProcessId(long pid, long startTicks, String boot) {

    /** The identity of a running process; empty when there is none with this pid. */
    public static Optional<ProcessId> of(long pid) {
        return stat(pid).map(fields -> new ProcessId(pid, Long.parseLong(fields.get(19)), bootId()));
    }

    static Optional<ProcessId> parse(String text) {
        List<String> words = List.of(text.strip().split(" "));
        if (words.size() != 3) {
            return Optional.empty();
        }
        return Optional.of(new ProcessId(Long.parseLong(words.get(0)), Long.parseLong(words.get(1)), words.get(2)));
    }

    String format() {
        return pid + " " + startTicks + " " + boot + "\n";
    }

    /** True while exactly this process runs; a zombie has ended. */
    public boolean isAlive() {
        return stat(pid)
                .filter(fields -> Long.parseLong(fields.get(19)) == startTicks)
                .filter(fields -> !hasEnded(fields))
                .filter(fields -> bootId().equals(boot))
                .isPresent();
    }

    /** True while it is stopped by a signal. */
    boolean isStopped() {
        return isAlive()
                && stat(pid).filter(fields -> fields.get(0).equals("T")).isPresent();
    }

    /** A zombie with more than one thread still holds its files and ports: its other threads are about to end. */
    private static boolean hasEnded(List<String> fields) {
        return fields.get(0).equals("X") || (fields.get(0).equals("Z") && Integer.parseInt(fields.get(17)) <= 1);
    }

    /** The fields of stat from the state (field 3) on: the name before them may hold blanks and parentheses. */
    private static Optional<List<String>> stat(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Optional.of(
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
