package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.job.Progress;
import io.longhaul.schemas.job.StepState;
import java.time.Instant;

/**
 * One step of a job as the API shows it.
 *
 * @param name the step's name, unique in the job, for instance {@code clone-disk-0}
 * @param state where it stands
 * @param startedAt null before its start
 * @param endedAt null until its end
 * @param outcome one line: what it did, or what it waits for and why; null before there is one
 * @param attempt attempt of the running activity, from 1; null when no activity runs or Temporal does not answer
 * @param progress progress of the running activity; null likewise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepView(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) StepState state,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        Integer attempt,
        Progress progress) {}
