package io.longhaul.host.process;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** Signals to process groups, which Java cannot send. */
final class Signals {
    static final int TERM = 15;
    static final int KILL = 9;

    private Signals() {}

    /** Sends a signal to a group; one that is gone already is fine. */
    static void toGroup(long group, int signal) {
        if (group <= 1) {
            throw new IllegalArgumentException("not a process group of ours: " + group);
        }
        // The answer is not looked at: whether anybody is left is looked up afterwards, not concluded from it.
        C.LIBRARY.kill((int) -group, signal);
    }

    private interface C extends Library {
        C LIBRARY = Native.load("c", C.class);

        int kill(int pid, int signal);
    }
}
