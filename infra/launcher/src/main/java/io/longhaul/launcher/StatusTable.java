package io.longhaul.launcher;

import io.longhaul.stack.part.PartStatus;
import java.io.PrintWriter;
import java.util.List;

/** The parts for people. */
public final class StatusTable {

    private static final String FORMAT = "%-12s %-9s %8s  %s%n";

    private StatusTable() {}

    /** Prints them as a table. */
    public static void print(List<PartStatus> parts, PrintWriter out) {
        out.printf(FORMAT, "PART", "STATE", "PID", "ADDRESS");
        for (PartStatus part : parts) {
            out.printf(
                    FORMAT,
                    part.name(),
                    part.state().word(),
                    part.pid() == null ? "-" : part.pid(),
                    part.address() == null ? "-" : part.address());
        }
    }
}
