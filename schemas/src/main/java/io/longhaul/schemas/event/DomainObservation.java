package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A domain changed its power on a node ({@code io.longhaul.node.domain} on {@code longhaul.node.observation.v1}). It
 * changes the inventory only if the VM is on that node and no job holds its power.
 *
 * @param node the node that saw it
 * @param vm id of the VM
 * @param power {@code running} or {@code off}
 * @param reason libvirt's word for why, for instance {@code shutdown}, {@code crashed}
 * @param observedAt when it was seen
 */
public record DomainObservation(
        @JsonProperty(required = true) String node,
        @JsonProperty(required = true) String vm,
        @JsonProperty(required = true) String power,
        String reason,
        @JsonProperty(required = true) Instant observedAt) {}
