package io.longhaul.api.http;

/** Who may use a route. */
public enum Access {
    /** Anyone, without a token. */
    ANYONE,
    /** Whoever has a valid token. */
    CALLER,
    /** Operators. */
    OPERATOR
}
