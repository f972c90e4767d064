package io.longhaul.host.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process for certain: a pid alone is reused, a pid with its start time is not.
 *
 * @param pid the process id
 * @param startTicks its start in clock ticks since boot, see proc(5), field 22 of {@code /proc/PID/stat}
 */
public record ProcessIdentity(long pid, long startTicks) {
    private static final int STATE = 0;
    private static final int GROUP = 2;
    private static final int FLAGS = 6;
    private static final int START_TIME = 19;
    private static final int ENVIRONMENT_END = 48;
    /** Of Linux's {@code include/linux/sched.h}: PF_EXITING and PF_KTHREAD. */
    private static final long EXITING_OR_KERNEL_THREAD = 0x0020_0004;

    /** The process that has the pid now; empty when there is none or it has already ended (a zombie has). */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            List<String> fields = stat(pid);
            String state = fields.get(STATE);
            if (state.equals("Z") || state.equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields.get(START_TIME))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether that pid is a process with a program, neither ending nor a thread of the kernel. */
    static boolean runsProgram(long pid) {
        try {
            return (Long.parseLong(stat(pid).get(FLAGS)) & EXITING_OR_KERNEL_THREAD) == 0;
        } catch (IOException e) {
            return false; // ended
        }
    }

    /**
     * Whether that pid is in the middle of execve(2): its new program has no environment yet, not even an empty one. A process
     * of low priority may stay there for as long as others want the processor.
     */
    static boolean changesProgram(long pid) {
        try {
            return stat(pid).get(ENVIRONMENT_END).equals("0");
        } catch (IOException e) {
            return false; // ended
        }
    }

    /** Whether the process leads its process group, as every tool of ours does. */
    boolean leadsGroup() {
        try {
            return Long.parseLong(stat(pid).get(GROUP)) == pid;
        } catch (IOException e) {
            return false; // ended
        }
    }

    /** The fields from the state on: the name before it may itself contain spaces and parentheses. */
    private static List<String> stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    }

    /** For people: its id, and when it began if it still runs. */
    public String words() {
        return "pid " + pid
                + ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().startInstant())
                        .map(start -> " (started " + start + ")")
                        .orElse("");
    }

    /** Whether this very process still runs. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
