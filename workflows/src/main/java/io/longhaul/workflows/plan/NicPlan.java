package io.longhaul.workflows.plan;

/**
 * A network interface to define.
 *
 * @param network the network's name
 * @param mac the MAC address, locally administered, lower case with colons
 */
public record NicPlan(String network, String mac) {}
