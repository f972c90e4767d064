package io.longhaul.api.http;

import java.util.Objects;

/**
 * Who asks.
 *
 * @param role what the token allows
 * @param tenant the tenant that the caller acts for; null for an operator who named none
 * @param name the token's name, for the record
 */
public record Caller(Role role, String tenant, String name) {
    public Caller {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(name, "name");
        if (role == Role.TENANT) {
            Objects.requireNonNull(tenant, "tenant");
        }
    }

    /** Whether hosts, paths and other tenants' objects may be shown. */
    public boolean isOperator() {
        return role == Role.OPERATOR;
    }
}
