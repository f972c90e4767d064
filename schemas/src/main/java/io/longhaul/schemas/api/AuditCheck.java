package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * One invariant and what the audit found about it.
 *
 * @param invariant what must hold
 * @param outcome what came out
 * @param looked how many objects were looked at
 * @param findings what breaks it; at most {@value #SHOWN}, the last one says that there are more
 * @param garbage what jobs left behind and say so, likewise; it breaks nothing
 * @param unseen what could not be looked at, and why
 */
public record AuditCheck(
        @JsonProperty(required = true) Invariant invariant,
        @JsonProperty(required = true) AuditOutcome outcome,
        @JsonProperty(required = true) long looked,
        List<AuditFinding> findings,
        List<AuditFinding> garbage,
        List<String> unseen) {
    /** Findings that are shown of one invariant. */
    public static final int SHOWN = 200;

    public AuditCheck {
        findings = findings == null ? List.of() : List.copyOf(findings);
        garbage = garbage == null ? List.of() : List.copyOf(garbage);
        unseen = unseen == null ? List.of() : List.copyOf(unseen);
    }

    /** A check of which the outcome follows from what was found and not seen. */
    public static AuditCheck of(
            Invariant invariant,
            long looked,
            List<AuditFinding> findings,
            List<AuditFinding> garbage,
            List<String> unseen) {
        AuditOutcome outcome = !findings.isEmpty()
                ? AuditOutcome.FAILED
                : unseen.isEmpty() ? AuditOutcome.PASSED : AuditOutcome.INCOMPLETE;
        return new AuditCheck(invariant, outcome, looked, findings, garbage, unseen);
    }

    /** A check that could look at everything. */
    public static AuditCheck of(Invariant invariant, long looked, List<AuditFinding> findings) {
        return of(invariant, looked, findings, List.of(), List.of());
    }

    /** Both looks at the same invariant as one. */
    public AuditCheck with(AuditCheck other) {
        return of(
                invariant,
                looked + other.looked,
                joined(findings, other.findings),
                joined(garbage, other.garbage),
                joined(unseen, other.unseen));
    }

    /** This look with those findings only that the other look has too, with the same facts. */
    public AuditCheck confirmedBy(AuditCheck other) {
        return of(
                invariant,
                looked,
                findings.stream().filter(other.findings::contains).toList(),
                garbage,
                unseen);
    }

    /** Not more than is shown. A part that is shortened may be part of a check that is shortened again. */
    public AuditCheck shortened() {
        return new AuditCheck(invariant, outcome, looked, shortened(findings), shortened(garbage), unseen);
    }

    private static List<AuditFinding> shortened(List<AuditFinding> all) {
        if (all.size() <= SHOWN) {
            return all;
        }
        List<AuditFinding> shown = new ArrayList<>(all.subList(0, SHOWN - 1));
        shown.add(new AuditFinding("more", "at least " + (all.size() - shown.size()) + " more are not shown"));
        return shown;
    }

    /** Whether something breaks it. */
    public boolean failed() {
        return outcome == AuditOutcome.FAILED;
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
