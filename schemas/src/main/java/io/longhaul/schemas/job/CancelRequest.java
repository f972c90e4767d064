package io.longhaul.schemas.job;

/**
 * A wish to cancel a job; the argument of the update {@code cancel}.
 *
 * @param who who asked
 * @param why the reason; may be empty
 */
public record CancelRequest(String who, String why) {}
