package io.longhaul.api.inventory;

import io.longhaul.api.http.Access;
import io.longhaul.api.http.Paging;
import io.longhaul.api.http.Request;
import io.longhaul.api.http.Route;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.template.TemplateQueries;
import io.longhaul.inventory.vm.VmQueries;
import io.longhaul.inventory.volume.VolumeQueries;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VolumeState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/vms}, {@code /v1/volumes} and {@code /v1/templates}: each a list, and one by its id. */
public final class InventoryRoutes {
    private final VmQueries vms;
    private final VolumeQueries volumes;
    private final TemplateQueries templates;

    public InventoryRoutes(Database database) {
        this.vms = new VmQueries(database);
        this.volumes = new VolumeQueries(database);
        this.templates = new TemplateQueries(database);
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/vms", Access.CALLER, Paging.with("name", "state"), this::listVms),
                Route.get("/v1/vms/{id}", Access.CALLER, Set.of(), this::showVm),
                Route.get("/v1/volumes", Access.CALLER, Paging.with("vm", "state"), this::listVolumes),
                Route.get("/v1/volumes/{id}", Access.CALLER, Set.of(), this::showVolume),
                Route.get("/v1/templates", Access.CALLER, Paging.with("name", "state"), this::listTemplates),
                Route.get("/v1/templates/{id}", Access.CALLER, Set.of(), this::showTemplate),
                Route.get("/v1/templates/{id}/deletion", Access.CALLER, Set.of(), this::planDeletion));
    }

    private void listVms(Request request) {
        VmState state = request.parameter("state", VmState::valueOf);
        request.reply(200, vms.list(request.caller(), Paging.of(request), state, request.parameter("name")));
    }

    private void showVm(Request request) {
        show(request, "VM", vms.show(request.caller(), request.path("id")));
    }

    private void listVolumes(Request request) {
        VolumeState state = request.parameter("state", VolumeState::valueOf);
        request.reply(200, volumes.list(request.caller(), Paging.of(request), state, request.parameter("vm")));
    }

    private void showVolume(Request request) {
        show(request, "volume", volumes.show(request.caller(), request.path("id")));
    }

    private void listTemplates(Request request) {
        TemplateState state = request.parameter("state", TemplateState::valueOf);
        request.reply(200, templates.list(request.caller(), Paging.of(request), state, request.parameter("name")));
    }

    private void showTemplate(Request request) {
        show(request, "template", templates.show(request.caller(), request.path("id")));
    }

    private void planDeletion(Request request) {
        show(request, "template", templates.deletion(request.caller(), request.path("id")));
    }

    private static void show(Request request, String kind, Optional<?> found) {
        request.reply(
                200,
                found.orElseThrow(() -> LonghaulException.of(
                        FailureCode.NOT_FOUND, "There is no " + kind + " '" + request.path("id") + "'.")));
    }
}
