package io.longhaul.workflows.step;

import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.JobInput;

/** The parts of one run, made once the job is claimed. */
final class RunState {
    private final JobInput input;
    private final Claim claim;
    private final Journal journal;
    private final Desk desk;
    private final StepTable table = new StepTable();
    private final Display display;
    private final Parkings parkings;
    private final Undoing undoing;
    private boolean cancelAcknowledged;

    RunState(JobInput input, Claim claim, Journal journal, Desk desk) {
        this.input = input;
        this.claim = claim;
        this.journal = journal;
        this.desk = desk;
        this.display = new Display(input, table);
        display.expect(claim.expectedEnd());
        this.parkings = new Parkings(journal, desk, display, claim.parkings());
        this.undoing = new Undoing(journal, table, display, parkings);
    }

    /** Records an accepted cancel, once. */
    void acknowledgeCancel() {
        if (!cancelAcknowledged) {
            cancelAcknowledged = true;
            journal.cancelling(desk.cancel());
            display.show(JobState.CANCELLING, null, null, null);
        }
    }

    JobInput input() {
        return input;
    }

    Claim claim() {
        return claim;
    }

    Journal journal() {
        return journal;
    }

    Desk desk() {
        return desk;
    }

    StepTable table() {
        return table;
    }

    Display display() {
        return display;
    }

    Parkings parkings() {
        return parkings;
    }

    Waiting waiting() {
        return new Waiting(this);
    }

    Undoing undoing() {
        return undoing;
    }
}
