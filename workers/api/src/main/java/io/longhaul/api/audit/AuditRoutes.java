package io.longhaul.api.audit;

import io.longhaul.api.http.Access;
import io.longhaul.api.http.Request;
import io.longhaul.api.http.Route;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.Set;

/** {@code /v1/audits}, for operators. */
public final class AuditRoutes {
    private final Audits audits;

    public AuditRoutes(Audits audits) {
        this.audits = audits;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/audits", Access.OPERATOR, request -> request.reply(202, audits.start())),
                Route.get("/v1/audits/{id}", Access.OPERATOR, Set.of(), this::show));
    }

    private void show(Request request) {
        String id = request.path("id");
        request.reply(
                200,
                audits.show(id)
                        .orElseThrow(
                                () -> LonghaulException.of(FailureCode.NOT_FOUND, "There is no audit '" + id + "'.")));
    }
}
