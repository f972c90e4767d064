package io.longhaul.inventory.job;

import io.longhaul.inventory.job.Acceptor.Origin;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.Residue;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.ChildRequest;
import io.longhaul.workflows.port.JobInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts jobs behind other jobs. The caller has the parent's row locked. */
final class Children {
    private static final Logger log = LoggerFactory.getLogger(Children.class);

    /** A child is never a clone with user-data, so it needs no key. */
    private final Acceptor acceptor = new Acceptor(JobServiceConfig.withKey(null));

    /** A child that the parent waits for, and starts. Accepted twice, it is the same; one whose run was lost may run again. */
    JobInput accept(Handle handle, JobRow parent, ChildRequest child) {
        Optional<JobRow> before = find(handle, parent, child.key());
        if (before.isEmpty()) {
            Origin origin = Origin.child(parent, child.key(), child.underParentLocks());
            return acceptor.accept(handle, origin, child.request()).job().input();
        }
        JobRow known = before.get();
        if (known.parking() != null && known.runId() == null) {
            Decision decision = new Decision(known.parking().number(), "job " + parent.id(), "the parent goes on");
            Decisions.withoutRun(handle, known, DecisionKind.RETRY, decision);
            // The parent starts it, not the starter.
            handle.createUpdate("update job set wants_run = false where id = :id")
                    .bind("id", known.id())
                    .execute();
        }
        return known.input();
    }

    /** Cancels the children that have not ended; those that a run must end, or a successor of a lost one. */
    List<String> cancel(Handle handle, JobRow parent) {
        CancelRequest cancel = new CancelRequest("job " + parent.id(), "the parent is undone");
        List<String> open = new ArrayList<>();
        for (JobRow child : JobRows.lockOpenChildren(handle, parent.id())) {
            if (!Cancellation.request(handle, child, cancel)) {
                open.add(child.id());
                if (child.runId() == null) {
                    Decisions.startSuccessor(handle, child);
                }
            }
        }
        return open;
    }

    /**
     * Children that follow a job that has ended. One that cannot be accepted now stops nobody's end.
     *
     * @return those that were not accepted, and why
     */
    List<Residue> follow(Handle handle, JobRow parent, List<ChildRequest> children) {
        List<Residue> missing = new ArrayList<>();
        for (ChildRequest child : children) {
            if (find(handle, parent, child.key()).isEmpty()) {
                follow(handle, parent, child).ifPresent(missing::add);
            }
        }
        return missing;
    }

    private Optional<Residue> follow(Handle handle, JobRow parent, ChildRequest child) {
        try {
            acceptor.accept(handle, Origin.follower(parent, child.key()), child.request());
            return Optional.empty();
        } catch (LonghaulException e) {
            log.warn("job {}: no child {}: {}", parent.id(), child.key(), e.getMessage());
            String detail = "No " + child.request().operation().wireName() + " job follows: " + e.getMessage();
            return Optional.of(new Residue(child.key(), StepState.LEFT_BEHIND, detail));
        }
    }

    private static Optional<JobRow> find(Handle handle, JobRow parent, String key) {
        return handle.createQuery(JobRow.SELECT + "where parent_job_id = :parent and child_key = :key for update")
                .bind("parent", parent.id())
                .bind("key", key)
                .map((rows, context) -> JobRow.map(rows))
                .findOne();
    }
}
