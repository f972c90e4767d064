package io.longhaul.inventory.job;

import io.longhaul.inventory.Ids;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.workflows.plan.SeedPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.port.SealedText;

/** What the guest is told. INVARIANT: user-data is stored and sent on as ciphertext only, bound to its VM's id. */
final class GuestSeed {
    private final byte[] key;

    GuestSeed(JobServiceConfig config) {
        this.key = config.sealKey();
    }

    /**
     * A seed and the request without secrets.
     *
     * @param seed null: none
     */
    record Sealed(SeedPlan seed, JobRequest request) {}

    Sealed seal(VmRef vm, CloneVm request) {
        CloneVm.Guest guest = request.guest();
        if (guest == null) {
            return new Sealed(null, request);
        }
        String sealed = guest.userData() == null ? null : seal(vm, guest.userData());
        String hostname = guest.hostname() == null ? vm.name() : guest.hostname();
        return new Sealed(
                new SeedPlan(Ids.instance(), hostname, guest.sshKeys(), sealed),
                with(request, new CloneVm.Guest(guest.hostname(), guest.sshKeys(), sealed)));
    }

    private String seal(VmRef vm, String userData) {
        if (key == null) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_INVALID, "/guest/userData", "This deployment has no key to seal user-data with.");
        }
        return SealedText.seal(key, vm.id(), userData);
    }

    private static CloneVm with(CloneVm request, CloneVm.Guest guest) {
        return new CloneVm(
                request.name(),
                request.template(),
                request.capacityMib(),
                request.dataDisks(),
                request.vcpus(),
                request.memoryMib(),
                request.cluster(),
                request.node(),
                request.nics(),
                guest,
                request.readiness(),
                request.flatten(),
                request.flattenBandwidthMibps());
    }
}
