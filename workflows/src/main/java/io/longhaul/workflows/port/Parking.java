package io.longhaul.workflows.port;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.DecisionKind;
import java.util.Map;

/**
 * A job stops and waits for a person.
 *
 * @param number number of the parking in the job, from 1
 * @param step the step that failed
 * @param failure what failed, with the facts
 * @param actions what each allowed decision will do
 */
public record Parking(int number, String step, Failure failure, Map<DecisionKind, String> actions) {}
