package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import java.util.Map;

/**
 * The answer to an accepted submission.
 *
 * @param jobId the job
 * @param operation what it does
 * @param state the job's state at acceptance
 * @param creates ids of the objects that the job will create, by role, for instance {@code vm}, {@code volume.0}, {@code template}
 * @param node the node that was chosen, for operators; null for tenants and where none was chosen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAccepted(
        @JsonProperty(required = true) String jobId,
        @JsonProperty(required = true) Operation operation,
        @JsonProperty(required = true) JobState state,
        Map<String, String> creates,
        String node) {}
