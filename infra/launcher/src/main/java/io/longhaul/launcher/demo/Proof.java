package io.longhaul.launcher.demo;

import java.util.ArrayList;
import java.util.List;

/** What was checked, and whether it held. */
final class Proof {
    private final List<String> lines = new ArrayList<>();
    private boolean holds = true;

    /** One check with what a person can compare. */
    void check(boolean held, String what, String... details) {
        holds &= held;
        lines.add((held ? "  ok     " : "  FAILED ") + what);
        for (String detail : details) {
            lines.add("           " + detail);
        }
    }

    /** What nothing was checked of, so that nobody takes it for proven. */
    void unchecked(String what) {
        lines.add("  not checked: " + what);
    }

    /** Whether every check held. */
    boolean holds() {
        return holds;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
