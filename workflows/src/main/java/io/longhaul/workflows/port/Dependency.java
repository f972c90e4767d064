package io.longhaul.workflows.port;

/** How a volume stands to its template. */
public enum Dependency {
    /** It needs its template. */
    DEPENDS,
    /** It needs its template, and is being made or deleted by another job. */
    CHANGING,
    /** It is independent, or deleted. */
    NONE
}
