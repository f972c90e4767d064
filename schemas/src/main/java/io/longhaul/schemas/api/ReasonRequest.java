package io.longhaul.schemas.api;

import io.longhaul.schemas.constraint.Text;

/**
 * Body of {@code POST /v1/jobs/ID/cancel} and of a node's {@code maintenance},
 * {@code activate} and {@code confirm-off}, which requires the reason.
 *
 * @param reason why, for the record; null: none given
 */
public record ReasonRequest(@Text(max = 1000) String reason) {}
