package io.longhaul.workflows.port;

/**
 * An imported image.
 *
 * @param virtualBytes guest-visible size in bytes
 * @param sha256 checksum of the guest-visible content, in hex
 */
public record ImportedImage(long virtualBytes, String sha256) {}
