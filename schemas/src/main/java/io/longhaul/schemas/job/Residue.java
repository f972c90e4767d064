package io.longhaul.schemas.job;

/**
 * One thing that a cancelled, failed or aborted job did to the world, and what became of it.
 *
 * @param step the step that did it
 * @param state {@code COMPENSATED}, or {@code LEFT_BEHIND}
 * @param detail why it was left, or what was undone
 */
public record Residue(String step, StepState state, String detail) {}
