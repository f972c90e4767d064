package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;

/**
 * An update that a validator refuses. What it refuses with is the cause: the SDK (1.38) replaces an {@code
 * ApplicationFailure} that a validator throws by an exception of its own without type and details, and passes any other with
 * its causes.
 */
public final class UpdateRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpdateRefused(Failure failure) {
        super(failure.message(), Failures.toException(failure));
    }
}
