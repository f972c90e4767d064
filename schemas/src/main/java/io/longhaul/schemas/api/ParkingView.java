package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.RetryParameter;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Why a job is parked, and what may be decided.
 *
 * @param number the parking's number; a decision carries it
 * @param step the step that failed
 * @param failure what failed, with the facts; for tenants only code, title and advice
 * @param actions what each allowed decision will do, in the order of {@link DecisionKind}; null for tenants
 * @param parameters what a retry may change; null for tenants
 * @param runbook section of the runbook
 * @param since when the job was parked
 */
public record ParkingView(
        @JsonProperty(required = true) int number,
        @JsonProperty(required = true) String step,
        @JsonProperty(required = true) Failure failure,
        Map<DecisionKind, String> actions,
        List<RetryParameter> parameters,
        String runbook,
        @JsonProperty(required = true) Instant since) {
    public ParkingView {
        if (actions != null) {
            Map<DecisionKind, String> ordered = new EnumMap<>(DecisionKind.class);
            ordered.putAll(actions);
            actions = Collections.unmodifiableMap(ordered);
        }
    }
}
