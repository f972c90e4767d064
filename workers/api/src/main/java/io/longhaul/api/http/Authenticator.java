package io.longhaul.api.http;

import io.javalin.http.Context;
import io.longhaul.inventory.Principal;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who asks, from {@code Authorization: Bearer} and {@code Longhaul-Tenant}. */
final class Authenticator {
    /** The header in which an operator names the tenant that it acts for. */
    static final String TENANT_HEADER = "Longhaul-Tenant";

    /** RFC 6750, section 2.1: the scheme's name in any case, then a b64token. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");

    private static final Pattern TENANT = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final TokenLookup tokens;

    Authenticator(TokenLookup tokens) {
        this.tokens = tokens;
    }

    Principal caller(Context context) {
        List<String> headers = Collections.list(context.req().getHeaders("Authorization"));
        if (headers.isEmpty()) {
            throw unauthenticated("The request has no header 'Authorization'.");
        }
        Matcher bearer = BEARER.matcher(headers.get(0).strip());
        if (headers.size() > 1 || !bearer.matches()) {
            throw unauthenticated("The header 'Authorization' is not 'Bearer TOKEN'.");
        }
        Principal caller = tokens.find(sha256Hex(bearer.group(1)))
                .orElseThrow(() -> unauthenticated("The token is not known, or has expired."));
        return actingFor(caller, context.header(TENANT_HEADER));
    }

    private static Principal actingFor(Principal caller, String tenant) {
        if (tenant == null || tenant.equals(caller.tenant())) {
            return caller;
        }
        return switch (caller.role()) {
            case TENANT ->
                throw LonghaulException.of(
                        FailureCode.FORBIDDEN, "The token is not for the tenant in the header " + TENANT_HEADER + ".");
            case OPERATOR -> {
                if (!TENANT.matcher(tenant).matches()) {
                    throw LonghaulException.of(
                            FailureCode.FIELD_INVALID,
                            "The header " + TENANT_HEADER
                                    + " must be 1 to 63 characters: lower-case letters, digits and"
                                    + " '-', beginning and ending with a letter or digit.");
                }
                yield new Principal(caller.role(), tenant, caller.who());
            }
        };
    }

    private static LonghaulException unauthenticated(String detail) {
        return LonghaulException.of(FailureCode.UNAUTHENTICATED, detail);
    }

    /** The hash by which a token is known. */
    static String sha256Hex(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
