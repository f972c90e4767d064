package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.api.VolumeView;

/**
 * The full present state of an object; on {@code longhaul.inventory.state.v1} (compacted), keyed by the object's id. A
 * deleted object ends in a tombstone. A lower version than one already seen is ignored.
 *
 * @param kind what the object is
 * @param vm the state when it is a VM; null otherwise
 * @param volume likewise for a volume
 * @param template likewise for a template
 * @param node likewise for a node
 * @param version the object's version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InventoryState(
        @JsonProperty(required = true) ObjectKind kind,
        VmView vm,
        VolumeView volume,
        TemplateView template,
        NodeView node,
        @JsonProperty(required = true) long version) {}
