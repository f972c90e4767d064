package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A VM as the API shows it, and its state in inventory events.
 *
 * @param node the host that it is on; null for tenants
 * @param memoryMib memory in MiB
 * @param volumes ids of its volumes, the system disk first
 * @param job the job that holds the VM now; null when none does
 * @param deletedAt null while it exists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VmView(
        String id,
        String name,
        String tenant,
        VmState state,
        String node,
        int vcpus,
        long memoryMib,
        List<String> volumes,
        String job,
        Instant createdAt,
        Instant deletedAt,
        long version) {}
