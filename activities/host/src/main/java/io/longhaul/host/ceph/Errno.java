package io.longhaul.host.ceph;

import io.longhaul.schemas.failure.FailureCode;

/** The error numbers of Linux that librados and librbd answer with, negated, and what each means here. */
enum Errno {
    EPERM(1, FailureCode.STORAGE_FORBIDDEN),
    ENOENT(2, FailureCode.WORLD_DISAGREES),
    EIO(5, FailureCode.STORAGE_ERROR),
    /** The image has children. */
    ECHILD(10, FailureCode.STORAGE_IN_USE),
    EACCES(13, FailureCode.STORAGE_FORBIDDEN),
    EBUSY(16, FailureCode.STORAGE_IN_USE),
    EEXIST(17, FailureCode.WORLD_DISAGREES),
    EINVAL(22, FailureCode.STORAGE_ERROR),
    ENOSPC(28, FailureCode.STORAGE_FULL),
    /** The image's lock is not to be had. */
    EROFS(30, FailureCode.STORAGE_IN_USE),
    /** The image is in a group. */
    EMLINK(31, FailureCode.STORAGE_IN_USE),
    ERANGE(34, FailureCode.STORAGE_ERROR),
    ENOTEMPTY(39, FailureCode.STORAGE_IN_USE),
    EILSEQ(84, FailureCode.STORAGE_ERROR),
    ENOTSUP(95, FailureCode.STORAGE_ERROR),
    ENOTCONN(107, FailureCode.STORAGE_UNREACHABLE),
    ESHUTDOWN(108, FailureCode.STORAGE_CLIENT_FENCED),
    ETIMEDOUT(110, FailureCode.STORAGE_UNREACHABLE),
    EDQUOT(122, FailureCode.STORAGE_FULL),
    ECANCELED(125, FailureCode.STORAGE_ERROR);

    private final int number;
    private final FailureCode code;

    Errno(int number, FailureCode code) {
        this.number = number;
        this.code = code;
    }

    /** Whether a call that answered {@code result} answered this. */
    boolean is(long result) {
        return result == -number;
    }

    static FailureCode code(long result) {
        for (Errno each : values()) {
            if (each.is(result)) {
                return each.code;
            }
        }
        return FailureCode.STORAGE_ERROR;
    }

    /** The name where it is known, for facts. */
    static String name(long result) {
        for (Errno each : values()) {
            if (each.is(result)) {
                return each.name();
            }
        }
        return "errno " + -result;
    }
}
