package io.longhaul.workflows.port;

import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import java.util.Map;

/**
 * Answer to a claim of the job row.
 *
 * @param granted false when the job was cancelled before its start, has ended, or another run has it
 * @param why why it was not granted; null when it was
 * @param epoch token of the job's locks
 * @param parkings number of the job's last parking, 0 when there was none
 * @param transitions number of the job's last recorded transition, 0 when there was none
 * @param finished results of the steps that earlier runs finished, by step name; a successor run does not repeat them
 * @param cancel a cancel that was asked for and not yet carried out; null when there is none
 * @param abort a decision {@code abort} that was made while no run existed; null when there is none
 * @param expectedEnd when it is expected to have ended, in milliseconds since the epoch; null when there is no estimate
 * @param parameters what retries changed in earlier runs, by {@code step.name}
 * @param pastReturn whether an earlier run has begun the step from which on the job only goes forward
 */
public record Claim(
        boolean granted,
        String why,
        long epoch,
        int parkings,
        int transitions,
        Map<String, StepResult> finished,
        CancelRequest cancel,
        Decision abort,
        Long expectedEnd,
        Map<String, String> parameters,
        boolean pastReturn) {
    public Claim {
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    }
}
