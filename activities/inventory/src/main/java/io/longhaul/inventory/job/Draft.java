package io.longhaul.inventory.job;

import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.workflows.plan.JobPlan;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * A job that passed every check and is not stored yet.
 *
 * @param tenant whose it is
 * @param about what it is about
 * @param request as stored: without secrets
 * @param plan the input of its workflow
 * @param summary one line for people, at most 200 bytes
 * @param creates ids of the objects that it will create, by role
 * @param takes locks to take now
 * @param awaits locks to take when others free them
 * @param effect changes of the inventory that accepting it brings, made once the locks are taken
 */
record Draft(
        String tenant,
        About about,
        JobRequest request,
        JobPlan plan,
        String summary,
        Map<String, String> creates,
        List<LockNeed> takes,
        List<LockNeed> awaits,
        Effect effect) {

    /** What a job is about; each is null where there is none. */
    record About(String vm, String volume, String template, String node) {}

    /** A change of the inventory. */
    @FunctionalInterface
    interface Effect {
        /** Makes it for the job. */
        void make(Handle handle, String jobId);

        /** None. */
        Effect NONE = (handle, jobId) -> {};
    }
}
