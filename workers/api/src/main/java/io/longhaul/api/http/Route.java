package io.longhaul.api.http;

import java.util.Objects;
import java.util.Set;

/**
 * One method of one address. {@code schemas/openapi.yaml} describes each; a test compares.
 *
 * @param method {@code GET} or {@code POST}
 * @param template the address, its variables in braces
 * @param access who may use it
 * @param parameters names of the query parameters that it knows
 * @param action what it does
 */
public record Route(Method method, String template, Access access, Set<String> parameters, Action action) {
    /** A method of HTTP that the API uses. */
    public enum Method {
        GET,
        POST
    }

    public Route {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(action, "action");
        parameters = Set.copyOf(parameters);
    }

    /** A reading route. */
    public static Route get(String template, Access access, Set<String> parameters, Action action) {
        return new Route(Method.GET, template, access, parameters, action);
    }

    /** A changing route; it knows no query parameters. */
    public static Route post(String template, Access access, Action action) {
        return new Route(Method.POST, template, access, Set.of(), action);
    }
}
