package io.longhaul.api.inventory;

import io.longhaul.api.http.Access;
import io.longhaul.api.http.Request;
import io.longhaul.api.http.Route;
import io.longhaul.api.json.RequestSchema;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.node.NodeQueries;
import io.longhaul.inventory.node.NodeRegistry;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.Set;

/** {@code /v1/nodes}, for operators. */
public final class NodeRoutes {
    private static final RequestSchema REASON = RequestSchema.of("reason.request.schema.json");

    private final NodeQueries nodes;
    private final NodeRegistry registry;

    public NodeRoutes(Database database) {
        this.nodes = new NodeQueries(database);
        this.registry = new NodeRegistry(database);
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/nodes", Access.OPERATOR, Set.of(), request -> request.reply(200, nodes.list())),
                Route.get("/v1/nodes/{name}", Access.OPERATOR, Set.of(), request -> request.reply(200, node(request))),
                Route.post(
                        "/v1/nodes/{name}/maintenance",
                        Access.OPERATOR,
                        request -> decide(request, registry::maintenance)),
                Route.post("/v1/nodes/{name}/confirm-off", Access.OPERATOR, this::confirmOff),
                Route.post(
                        "/v1/nodes/{name}/activate", Access.OPERATOR, request -> decide(request, registry::activate)));
    }

    private NodeView node(Request request) {
        String name = request.path("name");
        return nodes.show(name)
                .orElseThrow(() -> LonghaulException.of(FailureCode.NOT_FOUND, "There is no node '" + name + "'."));
    }

    /** A statement is worth what its reason is worth, so here it is required. */
    private void confirmOff(Request request) {
        String why = request.optionalBody(REASON).path("reason").asText("");
        if (why.isBlank()) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_MISSING, "/reason", "Say how you know that the host is off.");
        }
        request.reply(
                200, registry.confirmOff(request.path("name"), request.caller().who(), why));
    }

    private static void decide(Request request, Decision decision) {
        String why = request.optionalBody(REASON).path("reason").asText("");
        request.reply(200, decision.about(request.path("name"), request.caller().who(), why));
    }

    /** A decision about a node, recorded with who made it and why. */
    @FunctionalInterface
    private interface Decision {
        NodeView about(String node, String who, String why);
    }
}
