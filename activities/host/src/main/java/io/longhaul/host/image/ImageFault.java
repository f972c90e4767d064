package io.longhaul.host.image;

import io.longhaul.schemas.failure.FailureCode;

/** Why an image is refused. Each is a failure of the caller: the image is as it is, a retry changes nothing. */
public enum ImageFault {
    /** It is not of the declared format, or of more than one. */
    FORMAT_MISMATCH,
    HAS_BACKING_FILE,
    HAS_DATA_FILE,
    HAS_EXTERNAL_EXTENT,
    HAS_SNAPSHOTS,
    ENCRYPTED,
    UNKNOWN_FEATURE,
    TRUNCATED,
    TOO_LARGE,
    CORRUPT,
    /** There is no such regular file, or it may not be read. */
    NOT_READABLE;

    /** The failure of a job that was given such an image. */
    public FailureCode code() {
        return switch (this) {
            case FORMAT_MISMATCH -> FailureCode.IMAGE_FORMAT_MISMATCH;
            case HAS_BACKING_FILE -> FailureCode.IMAGE_HAS_BACKING_FILE;
            case HAS_DATA_FILE -> FailureCode.IMAGE_HAS_DATA_FILE;
            case HAS_EXTERNAL_EXTENT -> FailureCode.IMAGE_HAS_EXTERNAL_EXTENT;
            case HAS_SNAPSHOTS, ENCRYPTED, UNKNOWN_FEATURE -> FailureCode.IMAGE_UNKNOWN_FEATURE;
            case TRUNCATED -> FailureCode.IMAGE_TRUNCATED;
            case TOO_LARGE -> FailureCode.IMAGE_TOO_LARGE;
            case CORRUPT -> FailureCode.IMAGE_CORRUPT;
            case NOT_READABLE -> FailureCode.IMAGE_NOT_FOUND;
        };
    }
}
