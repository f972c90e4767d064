package io.longhaul.workflows.port;

/**
 * What a step on a node did.
 *
 * @param summary one line for people
 * @param changed false when the work was found done already
 */
public record Outcome(String summary, boolean changed) {}
