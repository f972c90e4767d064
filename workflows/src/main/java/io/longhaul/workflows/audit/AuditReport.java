package io.longhaul.workflows.audit;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditOutcome;
import java.util.Comparator;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param checks one for each invariant, in their order
 */
public record AuditReport(List<AuditCheck> checks) {
    public AuditReport {
        checks = List.copyOf(checks);
    }

    /** The worst of the checks. */
    public AuditOutcome outcome() {
        return checks.stream()
                .map(AuditCheck::outcome)
                .max(Comparator.naturalOrder())
                .orElse(AuditOutcome.INCOMPLETE);
    }
}
