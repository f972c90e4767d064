package io.longhaul.host.image;

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
    NOT_READABLE
}
