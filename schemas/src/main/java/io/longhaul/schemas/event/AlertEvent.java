package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.failure.FailureCode;
import java.time.Instant;

/**
 * Something a person should look at ({@code io.longhaul.alert}); on {@code longhaul.alert.v1}, keyed by the alert's key.
 *
 * @param key what it is about; the same for every event of one alert
 * @param state {@code raised} or {@code resolved}
 * @param code the failure
 * @param summary one sentence
 * @param jobId the job; null where there is none
 * @param node the node; null where there is none
 * @param runbook section of the runbook
 * @param since when the trouble was first said; an alert that lasts is raised again with the same value
 * @param sequence gapless per key, from 1
 * @param at when, on the database's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertEvent(
        @JsonProperty(required = true) String key,
        @JsonProperty(required = true) String state,
        @JsonProperty(required = true) FailureCode code,
        @JsonProperty(required = true) String summary,
        String jobId,
        String node,
        String runbook,
        Instant since,
        @JsonProperty(required = true) long sequence,
        @JsonProperty(required = true) Instant at) {}
