package io.longhaul.inventory.job;

import io.longhaul.inventory.template.TemplateRow;
import io.longhaul.inventory.template.Templates;
import io.longhaul.inventory.vm.VmRow;
import io.longhaul.inventory.vm.Vms;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Operation;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Finds the objects of a request and locks their rows. Another tenant's object reads as not found. */
final class Lookups {
    private Lookups() {}

    static VmRow vm(Handle handle, String tenant, String reference) {
        return Vms.resolve(handle, tenant, reference)
                .flatMap(id -> Vms.lock(handle, id))
                .orElseThrow(() -> notFound("/vm", "VM", reference));
    }

    /**
     * A template by id or name.
     *
     * @param share whether others may read it at the same time
     * @param pointer the field that names it
     */
    static TemplateRow template(Handle handle, String tenant, String reference, boolean share, String pointer) {
        return Templates.lock(handle, tenant, reference, share)
                .orElseThrow(() -> notFound(pointer, "template", reference));
    }

    /**
     * Refuses work on a VM that is being made or deleted, or of which nobody knows. A delete needs no knowledge: it ends
     * the VM if it runs, and its host must answer for that.
     */
    static void requireSettled(VmRow vm, Operation operation) {
        VmState state = vm.view().state();
        boolean deletable = state == VmState.UNKNOWN && operation == Operation.DELETE_VM;
        if (state != VmState.RUNNING && state != VmState.STOPPED && !deletable) {
            throw LonghaulException.of(
                    FailureCode.STATE_CONFLICT,
                    "VM %s is %s; %s needs one that is RUNNING or STOPPED."
                            .formatted(vm.view().name(), state, operation.wireName()),
                    Map.of("vm", vm.view().id(), "state", state.name()));
        }
    }

    static LonghaulException notFound(String pointer, String kind, String reference) {
        return LonghaulException.atField(
                FailureCode.NOT_FOUND, pointer, "There is no " + kind + " '" + reference + "'.");
    }
}
