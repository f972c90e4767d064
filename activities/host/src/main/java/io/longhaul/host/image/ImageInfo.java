package io.longhaul.host.image;

import io.longhaul.schemas.job.ImageFormat;
import java.util.Objects;

/**
 * What the inspection of an accepted image found.
 *
 * @param format the one format that matches
 * @param virtualSizeBytes the size that a guest sees, in bytes
 * @param file which file it was, in which state
 */
public record ImageInfo(ImageFormat format, long virtualSizeBytes, FileIdentity file) {
    public ImageInfo {
        Objects.requireNonNull(format);
        Objects.requireNonNull(file);
        if (virtualSizeBytes <= 0) {
            throw new IllegalArgumentException("the size must be positive");
        }
    }
}
