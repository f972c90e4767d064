package io.longhaul.inventory.job;

import io.longhaul.inventory.lock.Holder;
import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.inventory.lock.LockQueue;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.schemas.job.Operation;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes the content of volumes over from flattens, which wait and continue afterwards. */
final class Preemption {
    private Preemption() {}

    /** Makes the needed locks free when only flattens hold them; fails with {@code RESOURCE_BUSY} otherwise. */
    static void overFlattens(Handle handle, List<LockNeed> contents) {
        for (Holder holder : Locks.holders(handle, contents)) {
            if (holder.operation() != Operation.FLATTEN_VOLUME) {
                throw Locks.busy(handle, holder);
            }
            // The row's lock first: the flatten may be ending, and then there is nothing to take over.
            JobRows.lock(handle, holder.jobId());
            LockQueue.takeOver(handle, holder);
        }
    }
}
