package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.DecisionKind;
import java.time.Instant;
import java.util.Map;

/**
 * Why a job is parked, and what may be decided.
 *
 * @param number the parking's number; a decision carries it
 * @param step the step that failed
 * @param failure what failed, with the facts; for tenants only code, title and advice
 * @param actions what each allowed decision will do
 * @param runbook section of the runbook
 * @param since when the job was parked
 */
public record ParkingView(
        @JsonProperty(required = true) int number,
        @JsonProperty(required = true) String step,
        @JsonProperty(required = true) Failure failure,
        Map<DecisionKind, String> actions,
        String runbook,
        @JsonProperty(required = true) Instant since) {}
