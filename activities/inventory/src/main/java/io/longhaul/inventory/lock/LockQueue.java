package io.longhaul.inventory.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Jobs that wait for locks, and how locks go from one job to another. Callers hold the rows of the jobs that lose locks. */
public final class LockQueue {
    private LockQueue() {}

    private record Place(String resource, String facet) {}

    private record Waiter(long id, String jobId, LockNeed need) {}

    /** Takes a lock away from a job that continues when it gets it back. False when the job does not hold it any more. */
    public static boolean takeOver(Handle handle, Holder from) {
        int taken = handle.createUpdate(
                        "delete from resource_lock where resource = :resource and facet = :facet and job_id = :job")
                .bind("resource", from.resource())
                .bind("facet", from.facet().word())
                .bind("job", from.jobId())
                .execute();
        if (taken > 0) {
            enqueue(handle, from.jobId(), List.of(new LockNeed(from.resource(), from.facet(), true)));
        }
        return taken > 0;
    }

    /** Puts a job in line for locks that others hold now. */
    public static void enqueue(Handle handle, String jobId, Collection<LockNeed> needs) {
        for (LockNeed need : needs) {
            handle.createUpdate("""
                            insert into lock_waiter (resource, facet, exclusive, job_id)
                            values (:resource, :facet, :exclusive, :job) on conflict do nothing
                            """)
                    .bind("resource", need.resource())
                    .bind("facet", need.facet().word())
                    .bind("exclusive", need.exclusive())
                    .bind("job", jobId)
                    .execute();
        }
    }

    /** Frees all that a job holds or waits for, and gives what is free to those who wait, under new tokens. */
    public static void release(Handle handle, String jobId) {
        handle.createUpdate("delete from lock_waiter where job_id = :job")
                .bind("job", jobId)
                .execute();
        Set<Place> freed = new LinkedHashSet<>(
                handle.createQuery("delete from resource_lock where job_id = :job returning resource, facet")
                        .bind("job", jobId)
                        .map((rows, context) -> new Place(rows.getString("resource"), rows.getString("facet")))
                        .list());
        Set<String> served = new LinkedHashSet<>();
        for (Place place : freed) {
            waiters(handle, "resource = :a and facet = :b", place.resource(), place.facet()).stream()
                    .filter(waiter -> grant(handle, waiter))
                    .forEach(waiter -> served.add(waiter.jobId()));
        }
        served.forEach(waiter -> renewWhenComplete(handle, waiter));
    }

    /** Takes for a job what is free of that for which it waits; the one who has the rest, or empty when nothing is left. */
    public static Optional<Holder> reclaim(Handle handle, String jobId) {
        List<LockNeed> missing = new ArrayList<>();
        boolean granted = false;
        for (Waiter waiter : waiters(handle, "job_id = :a and :b = ''", jobId, "")) {
            if (grant(handle, waiter)) {
                granted = true;
            } else {
                missing.add(waiter.need());
            }
        }
        if (granted) {
            renewWhenComplete(handle, jobId);
        }
        return Locks.holders(handle, missing).stream().findFirst();
    }

    /** Gives a job's locks a new token: what acted under the old one is fenced. */
    public static long renew(Handle handle, String jobId) {
        return handle.createQuery("update job set epoch = nextval('lock_epoch') where id = :job returning epoch")
                .bind("job", jobId)
                .mapTo(Long.class)
                .one();
    }

    private static void renewWhenComplete(Handle handle, String jobId) {
        if (waiters(handle, "job_id = :a and :b = ''", jobId, "").isEmpty()) {
            renew(handle, jobId);
        }
    }

    private static boolean grant(Handle handle, Waiter waiter) {
        if (!Locks.holders(handle, List.of(waiter.need())).isEmpty()) {
            return false;
        }
        Locks.take(handle, waiter.jobId(), List.of(waiter.need()));
        handle.createUpdate("delete from lock_waiter where id = :id")
                .bind("id", waiter.id())
                .execute();
        return true;
    }

    private static List<Waiter> waiters(Handle handle, String condition, String a, String b) {
        return handle.createQuery("select id, resource, facet, exclusive, job_id from lock_waiter where " + condition
                        + " order by id")
                .bind("a", a)
                .bind("b", b)
                .map((rows, context) -> new Waiter(
                        rows.getLong("id"),
                        rows.getString("job_id"),
                        new LockNeed(
                                rows.getString("resource"),
                                Locks.facet(rows.getString("facet")),
                                rows.getBoolean("exclusive"))))
                .list();
    }
}
