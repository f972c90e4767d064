package io.longhaul.schemas.api;

/** Where a template stands. */
public enum TemplateState {
    CREATING,
    READY,
    DELETING,
    DELETED
}
