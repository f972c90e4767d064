package io.longhaul.api.http;

import io.javalin.http.Context;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What is kept beside a request while it is answered. */
final class Attributes {
    static final String CALLER = "longhaul.caller";
    static final String ROUTE = "longhaul.route";
    private static final String INSTANCE = "longhaul.instance";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Attributes() {}

    /** Identifies this request in problem documents and in the log. */
    static String instance(Context context) {
        return context.attributeOrCompute(INSTANCE, ignored -> newInstance());
    }

    static String newInstance() {
        byte[] bytes = new byte[10];
        RANDOM.nextBytes(bytes);
        return "urn:longhaul:request:" + HexFormat.of().formatHex(bytes);
    }
}
