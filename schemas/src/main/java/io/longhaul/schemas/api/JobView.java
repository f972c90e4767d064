package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.longhaul.schemas.job.Residue;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A job as the API shows it.
 *
 * @param id the job's id, also its Temporal workflow id
 * @param summary one line: operation, VM and where, for people
 * @param parentJobId the job behind which it runs; null for a root
 * @param vm id of the VM that it is about; null where there is none
 * @param volume id of the volume that it is about; null likewise
 * @param template id of the template that it is about; null likewise
 * @param node the node that it works on; null for tenants
 * @param steps in the order of their start
 * @param parking why it is parked; null unless {@code NEEDS_ATTENTION}
 * @param result what it made; null until {@code SUCCEEDED}
 * @param error why it ended; null unless {@code FAILED} or {@code CANCELLED}
 * @param residue what was undone and what was left behind, of a job that did not succeed
 * @param cancelRequested whether a cancel was asked for
 * @param version sequence of its last event
 * @param asOf when the live part (attempt, progress) was read; null when Temporal did not answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) Operation operation,
        @JsonProperty(required = true) JobState state,
        @JsonProperty(required = true) String tenant,
        String summary,
        String parentJobId,
        String vm,
        String volume,
        String template,
        String node,
        List<StepView> steps,
        ParkingView parking,
        Map<String, Object> result,
        Failure error,
        List<Residue> residue,
        @JsonProperty(required = true) boolean cancelRequested,
        @JsonProperty(required = true) Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        @JsonProperty(required = true) long version,
        Instant asOf) {}
