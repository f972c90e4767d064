package io.longhaul.workflows.port;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Residue;
import java.util.List;
import java.util.Map;

/**
 * The end of a job: terminal state, one terminal event, locks freed, children accepted, in one transaction.
 *
 * @param state terminal
 * @param result what it made, by name; empty unless {@code SUCCEEDED}
 * @param failure why; null when {@code SUCCEEDED}
 * @param residue what was undone and what was left behind
 * @param transitions transitions not yet recorded
 * @param children child jobs to accept as the locks are freed
 */
public record JobEnd(
        JobState state,
        Map<String, String> result,
        Failure failure,
        List<Residue> residue,
        List<StepTransition> transitions,
        List<ChildRequest> children) {}
