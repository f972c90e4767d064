package io.longhaul.api.http;

import io.javalin.http.Context;
import io.longhaul.inventory.Principal;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What happens before every action: who asks, may they, and does the route know the query parameters. */
final class Dispatcher {
    private final Authenticator authenticator;

    Dispatcher(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    void dispatch(Route route, Context context) throws Exception {
        context.attribute(Attributes.ROUTE, route);
        Principal caller = caller(route.access(), context);
        checkParameters(route, context.queryParamMap());
        route.action().answer(new Request(context, caller));
    }

    private Principal caller(Access access, Context context) {
        return switch (access) {
            case ANYONE -> null;
            case CALLER -> authenticated(context);
            case OPERATOR -> {
                Principal caller = authenticated(context);
                if (!caller.operator()) {
                    throw LonghaulException.of(FailureCode.FORBIDDEN, "Only operators may do this.");
                }
                yield caller;
            }
        };
    }

    private Principal authenticated(Context context) {
        Principal caller = authenticator.caller(context);
        context.attribute(Attributes.CALLER, caller);
        return caller;
    }

    private static void checkParameters(Route route, Map<String, List<String>> given) {
        given.forEach((name, values) -> {
            if (!route.parameters().contains(name)) {
                throw LonghaulException.of(
                        FailureCode.FIELD_UNKNOWN,
                        route.parameters().isEmpty()
                                ? "This address knows no query parameters."
                                : "The query parameters here are "
                                        + String.join(", ", new TreeSet<>(route.parameters())) + ".");
            }
            if (values.size() > 1) {
                throw LonghaulException.of(
                        FailureCode.FIELD_INVALID, "The query parameter '" + name + "' is given more than once.");
            }
        });
    }
}
