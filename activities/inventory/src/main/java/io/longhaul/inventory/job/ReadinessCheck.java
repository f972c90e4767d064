package io.longhaul.inventory.job;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Readiness;

/** A pattern is required for {@code serial}, in RE2's syntax (so that it runs in linear time), and for nothing else. */
final class ReadinessCheck {
    private static final String POINTER = "/readiness/pattern";

    private ReadinessCheck() {}

    static void check(Readiness readiness) {
        boolean serial = readiness.kind() == Readiness.Kind.SERIAL;
        if (serial && readiness.pattern() == null) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_MISSING, POINTER, "Readiness 'serial' needs a pattern to wait for.");
        }
        if (!serial && readiness.pattern() != null) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_INVALID, POINTER, "Only readiness 'serial' has a pattern.");
        }
        if (serial) {
            compile(readiness.pattern());
        }
    }

    private static void compile(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_INVALID, POINTER, "This is no RE2 pattern: " + e.getDescription() + ".");
        }
    }
}
