package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.job.ImageFormat;
import java.time.Instant;
import java.util.List;

/**
 * A template as the API shows it, and its state in inventory events.
 *
 * @param volume id of the volume that has its content
 * @param node the node that has it, where the storage is one node's; null for tenants
 * @param sourceFormat the format of the image that it was made from
 * @param virtualBytes guest-visible size in bytes; 0 until {@code READY}
 * @param sha256 checksum of the guest-visible content, in hex; null until {@code READY}
 * @param dependents ids of the volumes that still depend on it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateView(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String tenant,
        @JsonProperty(required = true) TemplateState state,
        String volume,
        String storage,
        String node,
        ImageFormat sourceFormat,
        @JsonProperty(required = true) long virtualBytes,
        String sha256,
        List<String> dependents,
        @JsonProperty(required = true) Instant createdAt,
        Instant deletedAt,
        @JsonProperty(required = true) long version) {}
