package io.longhaul.schemas.api;

/** What came out of a check, and of an audit when it has ended. */
public enum AuditOutcome {
    /** It holds. */
    PASSED,
    /** Nothing was found, and something could not be looked at. */
    INCOMPLETE,
    /** Something breaks it. */
    FAILED
}
