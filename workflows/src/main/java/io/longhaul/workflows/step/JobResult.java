package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import io.longhaul.schemas.job.StepState;
import java.util.List;
import java.util.Map;

/**
 * What a run of a job's workflow ended with, for whoever reads its history.
 *
 * @param state the job's terminal state; null when this run did not own the job and touched nothing
 * @param note why this run touched nothing; null otherwise
 * @param result what the job made, by name; empty unless {@code SUCCEEDED}
 * @param failure why it ended; null when {@code SUCCEEDED}
 * @param residue what was undone and what was left behind
 * @param steps the steps in the order of their start
 */
public record JobResult(
        JobState state,
        String note,
        Map<String, String> result,
        Failure failure,
        List<Residue> residue,
        List<StepLine> steps) {
    /** A run that did not own the job. */
    static JobResult untouched(String why) {
        return new JobResult(null, why, Map.of(), null, List.of(), List.of());
    }

    /**
     * One step.
     *
     * @param name its name
     * @param state its state
     * @param startedAt milliseconds since the epoch; 0 when an earlier run did it
     * @param endedAt milliseconds since the epoch; 0 while it has not ended, or when an earlier run did it
     * @param outcome one line; may be empty
     */
    public record StepLine(String name, StepState state, long startedAt, long endedAt, String outcome) {}
}
