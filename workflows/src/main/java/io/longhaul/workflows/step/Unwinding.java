package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;

/** Ways in which the runner leaves a workflow's list of steps early. Bodies let them pass. */
abstract sealed class Unwinding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Unwinding(String message) {
        super(message, null, false, false);
    }

    /** A cancel was accepted. */
    static final class Cancelled extends Unwinding {
        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("cancelled");
        }
    }

    /** The job ends {@code FAILED} once it is undone. */
    static final class Failed extends Unwinding {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        Failed(Failure failure) {
            super(failure.message());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    /** Another run has the job: this one must touch nothing more. */
    static final class Superseded extends Unwinding {
        private static final long serialVersionUID = 1L;

        Superseded(String message) {
            super(message);
        }
    }
}
