package io.longhaul.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.longhaul.api.json.Json;
import io.longhaul.api.json.RequestSchema;
import io.longhaul.inventory.Principal;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.function.Function;

/**
 * One request whose caller is known.
 *
 * @param context the exchange
 * @param caller who asks; null on a route for anyone
 */
public record Request(Context context, Principal caller) {
    /** A variable of the address. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** A query parameter, or null. */
    public String parameter(String name) {
        return context.queryParam(name);
    }

    /**
     * A query parameter that is one of an enumeration; null when it is not given.
     *
     * @throws LonghaulException {@code FIELD_INVALID}
     */
    public <T> T parameter(String name, Function<String, T> parser) {
        String text = parameter(name);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new LonghaulException(
                    Failure.of(
                            FailureCode.FIELD_INVALID,
                            "The query parameter '" + name + "' has a value that does not exist; see /openapi.yaml."),
                    null,
                    e);
        }
    }

    /** The tenant whose objects are seen; null: every tenant's. */
    public String scope() {
        return caller.tenant();
    }

    /**
     * The tenant that something is made for.
     *
     * @throws LonghaulException {@code FIELD_MISSING} when an operator named none
     */
    public String actingTenant() {
        if (caller.tenant() == null) {
            throw LonghaulException.of(
                    FailureCode.FIELD_MISSING,
                    "An operator acts for a tenant: name it in the header " + Authenticator.TENANT_HEADER + ".");
        }
        return caller.tenant();
    }

    /** The JSON object in the body, checked against a schema. */
    public ObjectNode body(RequestSchema schema) {
        return schema.check(Body.read(context, false));
    }

    /** The JSON value in the body, not yet checked. */
    public JsonNode body() {
        return Body.read(context, false);
    }

    /** The JSON object in the body, checked; no body at all counts as an empty object. */
    public ObjectNode optionalBody(RequestSchema schema) {
        return schema.check(Body.read(context, true));
    }

    /** Answers with JSON. */
    public void reply(int status, Object value) {
        context.status(status).contentType("application/json").result(Json.bytes(value));
    }
}
