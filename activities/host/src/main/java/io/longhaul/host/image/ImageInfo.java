package io.longhaul.host.image;

import java.util.Objects;

/**
 * What the inspection of an accepted image found.
 *
 * @param format the one format that matches
 * @param virtualSizeBytes the size that a guest sees, in bytes
 * @param fileBytes the length of the file, in bytes
 */
public record ImageInfo(ImageFormat format, long virtualSizeBytes, long fileBytes) {
    public ImageInfo {
        Objects.requireNonNull(format);
        if (virtualSizeBytes <= 0 || fileBytes <= 0) {
            throw new IllegalArgumentException("sizes must be positive");
        }
    }
}
