package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.workflows.port.Parking;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;

/** Stops a run until a person has decided. The numbers go on through all runs of a job. */
final class Parkings {
    private final Journal journal;
    private final Desk desk;
    private final Display display;
    private int last;

    Parkings(Journal journal, Desk desk, Display display, int last) {
        this.journal = journal;
        this.desk = desk;
        this.display = display;
        this.last = last;
    }

    /**
     * Parks, and answers with the decision, which is recorded.
     *
     * @param parameters what a retry may change
     * @param orCancel whether a cancel ends the parking too
     * @return the decision; null when the parking was ended by a cancel
     */
    DecisionKind decide(
            String step,
            Failure failure,
            Map<DecisionKind, String> actions,
            List<RetryParameter> parameters,
            boolean orCancel) {
        Parking parking = new Parking(++last, step, failure, actions, parameters);
        // A decision may come before the ledger has answered; it must find the parking.
        desk.open(parking);
        journal.park(parking);
        display.show(JobState.NEEDS_ATTENTION, step, parking, null);
        display.remember(JobState.NEEDS_ATTENTION, parking, null);
        Workflow.await(() -> desk.kind() != null || (orCancel && desk.cancelled()));
        DecisionKind kind = orCancel && desk.cancelled() ? null : desk.kind();
        Decision decision = desk.decision();
        desk.close();
        if (kind != null) {
            journal.decided(kind, decision);
        }
        return kind;
    }
}
