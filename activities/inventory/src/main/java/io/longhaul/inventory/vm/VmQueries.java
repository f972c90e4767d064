package io.longhaul.inventory.vm;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.page.Listing;
import io.longhaul.inventory.page.PageRequest;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VmView;
import java.util.Optional;

/** VMs as callers may see them. */
public final class VmQueries {
    private final Database database;

    /** Of that inventory. */
    public VmQueries(Database database) {
        this.database = database;
    }

    /** A VM by id, deleted or not, or by name; empty: not there, or another tenant's. */
    public Optional<VmView> show(Principal caller, String reference) {
        return database.read(handle -> Vms.resolve(handle, caller.tenant(), reference)
                        .or(() -> Optional.of(reference))
                        .flatMap(id -> Vms.shown(handle, id)))
                .map(VmRow::view)
                .filter(vm -> caller.sees(vm.tenant()))
                .map(vm -> shown(caller, vm));
    }

    /**
     * VMs, newest first; deleted ones only when that state is asked for.
     *
     * @param state null: any
     * @param name null: any
     */
    public Page<VmView> list(Principal caller, PageRequest page, VmState state, String name) {
        return database.read(handle -> new Listing<>(VmRow.SHOWN, "v", (rows, context) -> VmRow.map(rows))
                .with("tenant", caller.tenant())
                .with("state", state)
                .with("name", name)
                .when(state == null, "v.state <> 'DELETED'")
                .page(
                        handle,
                        page,
                        row -> row.view().createdAt(),
                        row -> row.view().id(),
                        row -> shown(caller, row.view())));
    }

    private static VmView shown(Principal caller, VmView vm) {
        return caller.operator()
                ? vm
                : new VmView(
                        vm.id(),
                        vm.name(),
                        vm.tenant(),
                        vm.state(),
                        null,
                        vm.vcpus(),
                        vm.memoryMib(),
                        vm.volumes(),
                        vm.job(),
                        vm.createdAt(),
                        vm.deletedAt(),
                        vm.version());
    }
}
