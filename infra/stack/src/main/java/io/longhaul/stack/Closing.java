package io.longhaul.stack;

import java.util.List;

/** Closes several things. */
final class Closing {

    private Closing() {}

    /** Closes every one, in order; the first failure is thrown with the later ones suppressed. */
    static void all(List<? extends AutoCloseable> things) {
        StackException failure = null;
        for (AutoCloseable thing : things) {
            try {
                thing.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new StackException("cannot close: " + e.getMessage(), e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
