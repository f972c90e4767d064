package io.longhaul.schemas.api;

/** Where an audit stands. */
public enum AuditState {
    RUNNING,
    /** It has looked at everything that it could. */
    ENDED,
    /** It was ended from outside or failed itself; it says nothing. */
    BROKEN_OFF
}
