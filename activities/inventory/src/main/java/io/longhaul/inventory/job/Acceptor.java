package io.longhaul.inventory.job;

import io.longhaul.inventory.Ids;
import io.longhaul.inventory.Json;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.lock.LockQueue;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.schemas.job.StopVm;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;

/** Checks a request and stores it as a job with its locks, objects and first event, in the caller's transaction. */
final class Acceptor {
    private static final int SUMMARY_BYTES = 200;

    private final CloneVmDraft clones;

    Acceptor(JobServiceConfig config) {
        this.clones = new CloneVmDraft(config);
    }

    /**
     * Where a job comes from.
     *
     * @param scope the tenant whose objects it may touch; null: any
     * @param who who submitted it
     * @param parent the job behind which it runs; null: none
     * @param childKey unique in the parent; null without one
     * @param locks whose locks it works under
     * @param startedByParent whether the parent starts its run, and waits for it
     */
    record Origin(String scope, String who, JobRow parent, String childKey, Ownership locks, boolean startedByParent) {
        static Origin submitted(Principal caller) {
            return new Origin(caller.tenant(), caller.who(), null, null, Ownership.OWN, false);
        }

        static Origin follower(JobRow parent, String key) {
            return new Origin(parent.tenant(), parent.who(), parent, key, Ownership.OWN, false);
        }

        static Origin child(JobRow parent, String key, boolean underParentLocks) {
            Ownership locks = underParentLocks ? Ownership.PARENT : Ownership.OWN_BESIDE_PARENT;
            return new Origin(parent.tenant(), parent.who(), parent, key, locks, true);
        }
    }

    /** Whose locks a job works under. */
    enum Ownership {
        /** Its own; what others have refuses it. */
        OWN,
        /** Its own, but for what its parent has; it waits for what others have. */
        OWN_BESIDE_PARENT,
        /** Its parent's. */
        PARENT
    }

    /** A job and the draft that it was made from. */
    record Accepted(JobRow job, Draft draft) {}

    Accepted accept(Handle handle, Origin origin, JobRequest request) {
        Draft draft = draft(handle, origin, request);
        String id = Ids.job();
        Locks.take(handle, id, draft.takes());
        LockQueue.enqueue(handle, id, draft.awaits());
        draft.effect().make(handle, id);
        JobRow job = insert(handle, id, origin, draft);
        JobEvents.state(handle, job, origin.who());
        return new Accepted(job, draft);
    }

    private Draft draft(Handle handle, Origin origin, JobRequest request) {
        String scope = origin.scope();
        if (request instanceof CloneVm clone) {
            return clones.draft(handle, scope, clone);
        } else if (request instanceof FlattenVolume flatten) {
            return FlattenDraft.draft(handle, origin, flatten);
        } else if (request instanceof StartVm start) {
            return VmDrafts.start(handle, scope, start);
        } else if (request instanceof StopVm stop) {
            return VmDrafts.stop(handle, scope, stop);
        } else if (request instanceof DeleteVm delete) {
            return DeleteVmDraft.draft(handle, scope, origin.who(), delete);
        } else if (request instanceof RegisterTemplate register) {
            return TemplateDrafts.register(handle, scope, register);
        } else if (request instanceof DeleteTemplate delete) {
            return TemplateDrafts.delete(handle, scope, delete);
        }
        throw new IllegalStateException("not a request that is known: " + request.operation());
    }

    private static JobRow insert(Handle handle, String id, Origin origin, Draft draft) {
        return handle.createQuery("""
                        insert into job (id, operation, tenant, who, summary, parent_job_id, child_key, lock_owner,
                                         vm, volume, template, node, state, request, plan, epoch, wants_run)
                        values (:id, :operation, :tenant, :who, :summary, :parent, :key, :owner,
                                :vm, :volume, :template, :node, 'ACCEPTED', cast(:request as jsonb), cast(:plan as jsonb),
                                nextval('lock_epoch'), :wantsRun)
                        """ + JobRow.RETURNING)
                .bind("id", id)
                .bind("operation", draft.request().operation())
                .bind("tenant", draft.tenant())
                .bind("who", origin.who())
                .bind("summary", shortened(draft.summary()))
                .bind("parent", origin.parent() == null ? null : origin.parent().id())
                .bind("key", origin.childKey())
                .bind(
                        "owner",
                        origin.locks() == Ownership.PARENT ? origin.parent().id() : id)
                .bind("vm", draft.about().vm())
                .bind("volume", draft.about().volume())
                .bind("template", draft.about().template())
                .bind("node", draft.about().node())
                .bind("request", Json.write(draft.request()))
                .bind("plan", Json.write(draft.plan()))
                .bind("wantsRun", !origin.startedByParent())
                .map((rows, context) -> JobRow.map(rows))
                .one();
    }

    /** Names are ASCII, so a character is a byte; what is not is cut generously. */
    private static String shortened(String summary) {
        return summary.getBytes(StandardCharsets.UTF_8).length <= SUMMARY_BYTES
                ? summary
                : summary.substring(0, Math.min(summary.length(), SUMMARY_BYTES / 4));
    }
}
