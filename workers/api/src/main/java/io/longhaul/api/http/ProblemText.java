package io.longhaul.api.http;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureClass;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.Problem;
import java.util.Map;

/** What a problem document says, and to whom. */
final class ProblemText {
    private ProblemText() {}

    /**
     * The document of a failure.
     *
     * @param operator whether it may name hosts and paths
     */
    static Problem of(Failure failure, String pointer, String instance, boolean operator) {
        FailureCode code = failure.code();
        boolean plain = operator || safe(code);
        return new Problem(
                code.typeUri(),
                code.title(),
                code.httpStatus(),
                plain ? failure.message() : code.title(),
                instance,
                code,
                pointer,
                code.advice(),
                plain ? failure.facts() : Map.of());
    }

    /** What is refused is about the request itself; what the engine met on its hosts, and where a VM does not fit, is not. */
    private static boolean safe(FailureCode code) {
        return code.failureClass() == FailureClass.REFUSED && code != FailureCode.NO_PLACEMENT;
    }
}
