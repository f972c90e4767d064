package io.longhaul.workflows.port;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.longhaul.schemas.api.VmState;

/** A change of the inventory that a step brings; each is one version and one event of its object. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InventoryChange.VmPower.class, name = "vm-power"),
    @JsonSubTypes.Type(value = InventoryChange.VmRemoved.class, name = "vm-removed"),
    @JsonSubTypes.Type(value = InventoryChange.VolumeReady.class, name = "volume-ready"),
    @JsonSubTypes.Type(value = InventoryChange.VolumeIndependent.class, name = "volume-independent"),
    @JsonSubTypes.Type(value = InventoryChange.VolumeRemoved.class, name = "volume-removed"),
    @JsonSubTypes.Type(value = InventoryChange.TemplateReady.class, name = "template-ready"),
    @JsonSubTypes.Type(value = InventoryChange.TemplateRemoved.class, name = "template-removed"),
})
public sealed interface InventoryChange {
    /** The VM is {@code RUNNING} or {@code STOPPED}. */
    record VmPower(String vm, VmState state) implements InventoryChange {}

    /** The VM exists no more. */
    record VmRemoved(String vm) implements InventoryChange {}

    /** The volume's file or image exists; a clone depends on its template until it is independent. */
    record VolumeReady(String volume) implements InventoryChange {}

    /** The volume needs no other volume. */
    record VolumeIndependent(String volume) implements InventoryChange {}

    /** The volume exists no more. */
    record VolumeRemoved(String volume) implements InventoryChange {}

    /** The template can be cloned. Virtual size in bytes; SHA-256 of the guest-visible content in hex. */
    record TemplateReady(String template, long virtualBytes, String sha256) implements InventoryChange {}

    /** The template exists no more. */
    record TemplateRemoved(String template) implements InventoryChange {}
}
