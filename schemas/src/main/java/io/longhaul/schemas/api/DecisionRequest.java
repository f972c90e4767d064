package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Range;
import io.longhaul.schemas.constraint.Text;
import java.util.Map;

/**
 * Body of {@code POST /v1/jobs/ID/retry}, {@code skip} and {@code abort}.
 *
 * @param parking number of the parking that it is for
 * @param reason why, for the record
 * @param parameters with {@code retry}: new values of parameters that the parking lets a retry change, by name; null: none
 */
public record DecisionRequest(
        @JsonProperty(required = true) @Range(min = 1, max = 1000000)
        Integer parking,

        @JsonProperty(required = true) @Text(max = 1000) String reason,

        Map<String, @Text(max = 100) String> parameters) {
    /** A decision that changes no parameter. */
    public DecisionRequest(Integer parking, String reason) {
        this(parking, reason, null);
    }
}
