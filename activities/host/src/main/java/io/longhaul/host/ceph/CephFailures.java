package io.longhaul.host.ceph;

import com.ceph.rados.exceptions.RadosException;
import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.Map;
import java.util.TreeMap;

/** Failures of the storage cluster, with the meaning of the errno. */
final class CephFailures {
    private CephFailures() {}

    /**
     * The result of a call, unless it is an error.
     *
     * @param result 0 and more, or a negated errno
     * @param what was to be done, for people: {@code the image kvm/vol_1 cannot be opened}
     */
    static int checked(int result, String what, Map<String, String> facts) {
        if (result < 0) {
            throw of(result, what, facts, null);
        }
        return result;
    }

    /** The failure of a call that answered {@code result}. */
    static LonghaulException of(long result, String what, Map<String, String> facts, Throwable cause) {
        Map<String, String> all = new TreeMap<>(facts);
        all.put("errno", Errno.name(result));
        return Failures.of(Errno.code(result), what + ": " + Errno.name(result), all, cause);
    }

    /** The failure of a call of rados-java. */
    static LonghaulException of(RadosException e, String what, Map<String, String> facts) {
        return of(e.getReturnValue(), what, facts, e);
    }

    /** Whether that is the failure of a call about something that is not there. */
    static boolean isAbsence(LonghaulException e) {
        return Errno.ENOENT.name().equals(e.failure().facts().get("errno"));
    }

    /** The failure of a file that librados would look for in vain, and not say so. */
    static LonghaulException unreadable(String what, String file) {
        return Failures.of(
                FailureCode.STORAGE_FORBIDDEN,
                "the " + what + " " + file + " cannot be read",
                Map.of("file", file),
                null);
    }
}
