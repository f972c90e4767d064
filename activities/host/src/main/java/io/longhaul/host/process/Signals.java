package io.longhaul.host.process;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** Signals to process groups, which Java cannot send. */
final class Signals {
    static final int TERM = 15;
    static final int KILL = 9;

    private Signals() {}

    /** Sends a signal to a process, with its group if it leads one; one that is gone already is fine. */
    static void send(ProcessIdentity process, int signal) {
        if (process.pid() <= 1) {
            throw new IllegalArgumentException("no process of ours: " + process);
        }
        // QEMU is started by libvirt behind a parent that is gone: its group has a leader no more.
        long target = process.leadsGroup() ? -process.pid() : process.pid();
        // The answer is not looked at: whether anybody is left is looked up afterwards, not concluded from it.
        C.LIBRARY.kill((int) target, signal);
    }

    private interface C extends Library {
        C LIBRARY = Native.load("c", C.class);

        int kill(int pid, int signal);
    }
}
