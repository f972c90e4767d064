package io.longhaul.host.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A tool to run, with its limits. It runs in a session of its own, so that a signal to the worker's group never hits it
 * and a signal to its group hits all of it and nothing else.
 *
 * @param command the program and its arguments
 * @param mark value of {@value #MARK} in its environment, by which it is found again; null: it is not looked for
 * @param limits what it may use
 * @param niceness 0 to 19
 */
public record Tool(List<String> command, String mark, Limits limits, int niceness) {
    /** Name of the environment variable that names the work. */
    public static final String MARK = "LONGHAUL_WORK";

    public Tool {
        command = List.copyOf(command);
        Objects.requireNonNull(limits);
        if (command.isEmpty() || niceness < 0 || niceness > 19) {
            throw new IllegalArgumentException("a tool needs a command and a niceness from 0 to 19");
        }
    }

    /** A short call that nobody looks for. */
    public static Tool quick(List<String> command) {
        return new Tool(command, null, Limits.TRUSTED, 0);
    }

    /** The command with what sets its session, niceness and limits before it. */
    List<String> fullCommand() {
        List<String> full = new ArrayList<>(List.of("setsid"));
        if (niceness > 0) {
            full.addAll(List.of("nice", "-n", Integer.toString(niceness)));
        }
        full.addAll(limits.prefix());
        full.addAll(command);
        return full;
    }

    /**
     * What a tool may use; enforced by the kernel, see setrlimit(2).
     *
     * @param addressSpaceBytes 0: no limit
     * @param cpu null: no limit; seconds of it
     */
    public record Limits(long addressSpaceBytes, Duration cpu) {
        /** For tools that read only what we made. */
        public static final Limits TRUSTED = new Limits(0, null);
        /** For tools that read what a stranger made: a crafted image can make a parser use all memory or spin. */
        public static final Limits HOSTILE = new Limits(2L << 30, Duration.ofHours(2));

        List<String> prefix() {
            List<String> prefix = new ArrayList<>();
            if (addressSpaceBytes > 0 || cpu != null) {
                prefix.add("prlimit");
                if (addressSpaceBytes > 0) {
                    prefix.add("--as=" + addressSpaceBytes);
                }
                if (cpu != null) {
                    prefix.add("--cpu=" + cpu.toSeconds());
                }
                prefix.add("--core=0");
            }
            return prefix;
        }
    }
}
