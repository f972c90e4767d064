package io.longhaul.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The API refused a request with a problem document. */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;
    private final String body;

    RefusedException(int status, String body) {
        super("HTTP status " + status);
        this.status = status;
        this.body = body;
        this.problem = parse(body);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The problem document (RFC 9457) as a tree, since a newer API may know codes that we do not; empty if none came. */
    public JsonNode problem() {
        return problem;
    }

    /** The answer exactly as it came. */
    public String body() {
        return body;
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode tree = Json.MAPPER.readTree(body);
            return tree.isObject() ? tree : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
