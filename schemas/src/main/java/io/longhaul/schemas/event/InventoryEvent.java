package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.api.VolumeView;
import java.time.Instant;

/**
 * An object of the inventory changed; on {@code longhaul.inventory.event.v1}, keyed by the object's id.
 *
 * @param kind what the object is
 * @param id the object's id; a node's name
 * @param tenant whose it is; null for a node
 * @param change what happened, for instance {@code created}, {@code running}, {@code independent}, {@code deleted}
 * @param jobId the job that did it; null where no job did
 * @param vm the object's state after the change when it is a VM; null otherwise
 * @param volume likewise for a volume
 * @param template likewise for a template
 * @param node likewise for a node
 * @param sequence gapless per object, from 1; equal to the object's version
 * @param at when, on the database's clock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InventoryEvent(
        @JsonProperty(required = true) ObjectKind kind,
        @JsonProperty(required = true) String id,
        String tenant,
        @JsonProperty(required = true) String change,
        String jobId,
        VmView vm,
        VolumeView volume,
        TemplateView template,
        NodeView node,
        @JsonProperty(required = true) long sequence,
        @JsonProperty(required = true) Instant at) {}
