package io.longhaul.api.http;

/** What a token allows. */
public enum Role {
    /** Sees and submits for its own tenant only. */
    TENANT,
    /** Sees all, decides about parked jobs, and acts for the tenant that it names. */
    OPERATOR
}
