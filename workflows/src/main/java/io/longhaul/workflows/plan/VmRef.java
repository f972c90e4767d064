package io.longhaul.workflows.plan;

/**
 * A VM and the node that it is on.
 *
 * @param id the VM's id, also the name of its libvirt domain
 * @param name the VM's name, for people
 * @param tenant whose it is
 * @param node the node's name
 */
public record VmRef(String id, String name, String tenant, String node) {}
