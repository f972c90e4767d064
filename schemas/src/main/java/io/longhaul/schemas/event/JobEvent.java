package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.longhaul.schemas.job.ParameterChange;
import io.longhaul.schemas.job.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A job changed ({@code io.longhaul.job.state}) or one of its steps did ({@code io.longhaul.job.step}); on
 * {@code longhaul.job.event.v1}, keyed by the job's id.
 *
 * @param jobId the job
 * @param operation what it does
 * @param tenant whose it is
 * @param parentJobId the job behind which it runs; null for a root
 * @param vm VM that it is about; null where there is none
 * @param volume volume that it is about; null likewise
 * @param template template that it is about; null likewise
 * @param state the job's state after the change
 * @param terminal whether this is the job's last state; true in exactly one event of a job
 * @param step the step that changed; null for a change of the job
 * @param parking number of the parking; null unless it is parked
 * @param failure why it is parked or has failed; null otherwise
 * @param result what it made; null until {@code SUCCEEDED}
 * @param who who decided, cancelled or submitted, where a person caused the change; null otherwise
 * @param decision what that person decided: {@code retry}, {@code skip}, {@code abort} or {@code cancel}; null where nothing
 *     was decided
 * @param why the reason that was given for the decision; null or empty: none
 * @param parameters what a retry changed; null where nothing was changed
 * @param sequence gapless per job, from 1
 * @param at when, on the database's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobEvent(
        @JsonProperty(required = true) String jobId,
        @JsonProperty(required = true) Operation operation,
        @JsonProperty(required = true) String tenant,
        String parentJobId,
        String vm,
        String volume,
        String template,
        @JsonProperty(required = true) JobState state,
        @JsonProperty(required = true) boolean terminal,
        Step step,
        Integer parking,
        Failure failure,
        Map<String, Object> result,
        String who,
        String decision,
        String why,
        List<ParameterChange> parameters,
        @JsonProperty(required = true) long sequence,
        @JsonProperty(required = true) Instant at) {
    /**
     * A step that changed.
     *
     * @param name the step's name
     * @param state its state after the change
     * @param outcome one line; null before there is one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) StepState state,
            String outcome) {}
}
