package io.longhaul.inventory;

import java.util.Objects;

/**
 * Who asks.
 *
 * @param role what the token allows
 * @param tenant the tenant that it acts for; null for an operator who named none
 * @param who the token's name, for the record
 */
public record Principal(Role role, String tenant, String who) {
    public Principal {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(who, "who");
        if (role == Role.TENANT) {
            Objects.requireNonNull(tenant, "tenant");
        }
    }

    /** Whether hosts, paths and other tenants' objects may be shown. */
    public boolean operator() {
        return role == Role.OPERATOR;
    }

    /** Whether objects of that tenant exist for it. */
    public boolean sees(String owner) {
        return operator() ? tenant == null || tenant.equals(owner) : tenant.equals(owner);
    }

    /** What a token allows. */
    public enum Role {
        /** Its own tenant's objects only. */
        TENANT,
        /** Everything. */
        OPERATOR
    }
}
