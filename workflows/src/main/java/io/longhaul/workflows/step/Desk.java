package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.ParameterChange;
import io.longhaul.workflows.port.Parking;
import java.util.List;
import java.util.Map;

/**
 * Where people's wishes about one run arrive: cancels, decisions about a parking, wake-ups. It holds them until the runner
 * looks; it never waits. Updates may arrive before the run has begun.
 */
final class Desk {
    private CancelRequest cancel;
    private Parking parking;
    private DecisionKind kind;
    private Decision decision;
    private Refusal refusal;
    private int wakes;

    /** Why a cancel is no longer possible. */
    enum Refusal {
        POINT_OF_NO_RETURN(
                FailureCode.POINT_OF_NO_RETURN, "The job has passed its point of no return; it only goes on."),
        UNDOING(FailureCode.ACTION_NOT_ALLOWED, "The job is being undone already and will end FAILED."),
        ENDING(FailureCode.JOB_ENDED, "The job has done its last step and is ending.");

        private final FailureCode code;
        private final String message;

        Refusal(FailureCode code, String message) {
            this.code = code;
            this.message = message;
        }
    }

    void validateCancel() {
        if (cancel == null && refusal != null) {
            throw refused(refusal.code, refusal.message);
        }
    }

    /** Takes a cancel; one that comes after another changes nothing. Answers with what happens next. */
    String cancel(CancelRequest request) {
        if (cancel != null) {
            return "The job is being cancelled already, as " + cancel.who() + " asked.";
        }
        cancel = request == null ? new CancelRequest("unknown", "") : request;
        return "The job is being cancelled: its outside work is stopped, then what it did is undone in reverse order.";
    }

    /** A cancel that cannot be refused: the root scope's. Past the point of no return it changes nothing. */
    void cancelFromTemporal(String reason) {
        if (refusal == null) {
            cancel(new CancelRequest("temporal", reason == null ? "" : reason));
        }
    }

    void validate(DecisionKind wanted, Decision about) {
        if (about == null) {
            throw refused(FailureCode.FIELD_MISSING, "The decision names no parking: send parking, who and why.");
        }
        if (parking == null) {
            throw refused(FailureCode.ACTION_NOT_ALLOWED, "The job is not parked; there is nothing to decide.");
        }
        if (parking.number() != about.parking()) {
            throw refused(
                    FailureCode.PARKING_MISMATCH,
                    "The decision is for parking " + about.parking() + "; the job is at parking " + parking.number()
                            + ".");
        }
        if (!parking.actions().containsKey(wanted)) {
            throw refused(
                    FailureCode.ACTION_NOT_ALLOWED,
                    "This parking allows " + parking.actions().keySet() + ".");
        }
        changes(wanted, about);
        if (kind != null && (kind != wanted || !about.saysAgain(decision.parameters()))) {
            throw refused(
                    FailureCode.ACTION_NOT_ALLOWED,
                    decision.who() + " has decided already: " + kind + "." + with(changes(kind, decision)));
        }
    }

    /** Takes a decision; the same one again changes nothing. Answers with what happens next. */
    String decide(DecisionKind wanted, Decision about) {
        if (kind == null) {
            kind = wanted;
            decision = about;
        }
        return parking.actions().get(wanted) + with(changes(wanted, decision));
    }

    private List<ParameterChange> changes(DecisionKind wanted, Decision about) {
        try {
            return ParameterChange.of(wanted, about, parking.parameters());
        } catch (LonghaulException e) {
            Failure failure = e.failure();
            throw new UpdateRefused(
                    new Failure(failure.code(), failure.message(), Map.of("field", String.valueOf(e.pointer()))));
        }
    }

    private static String with(List<ParameterChange> changes) {
        return changes.isEmpty() ? "" : " With " + ParameterChange.words(changes) + ".";
    }

    void wake() {
        wakes++;
    }

    int wakes() {
        return wakes;
    }

    CancelRequest cancel() {
        return cancel;
    }

    boolean cancelled() {
        return cancel != null;
    }

    void refuseCancels(Refusal why) {
        refusal = why;
    }

    boolean pastReturn() {
        return refusal == Refusal.POINT_OF_NO_RETURN;
    }

    void open(Parking opened) {
        parking = opened;
        kind = null;
        decision = null;
    }

    void close() {
        parking = null;
    }

    Parking parking() {
        return parking;
    }

    DecisionKind kind() {
        return kind;
    }

    Decision decision() {
        return decision;
    }

    private static UpdateRefused refused(FailureCode code, String message) {
        return new UpdateRefused(Failure.of(code, message));
    }
}
