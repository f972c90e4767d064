package io.longhaul.inventory.lock;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The lock rows. Callers hold the job's row, or have not yet committed it. */
public final class Locks {
    private static final String NEEDS =
            "unnest(:resources::text[], :facets::text[], :exclusives::boolean[]) as n (resource, facet, exclusive)";

    private Locks() {}

    /** A new token, higher than every one before it. */
    public static long nextEpoch(Handle handle) {
        return handle.createQuery("select nextval('lock_epoch')")
                .mapTo(Long.class)
                .one();
    }

    /** Those who hold what is needed. */
    public static List<Holder> holders(Handle handle, Collection<LockNeed> needs) {
        if (needs.isEmpty()) {
            return List.of();
        }
        return bind(
                        handle.createQuery("select l.resource, l.facet, l.job_id, j.operation, j.state, l.granted_at"
                                + " from " + NEEDS
                                + " join resource_lock l on l.resource = n.resource and l.facet = n.facet"
                                + " join job j on j.id = l.job_id"
                                + " and l.span && case when n.exclusive then int4range(null, null) else int4range(-1, 0) end"
                                + " order by l.id"),
                        needs)
                .map((rows, context) -> holder(rows))
                .list();
    }

    /**
     * Fails when another job holds what is needed.
     *
     * @throws LonghaulException with {@code RESOURCE_BUSY}, naming the job
     */
    public static void requireFree(Handle handle, Collection<LockNeed> needs) {
        holders(handle, needs).stream().findFirst().ifPresent(holder -> {
            throw busy(handle, holder);
        });
    }

    /** Which resources of those needed others hold. */
    public static Set<String> busy(Handle handle, Collection<LockNeed> needs) {
        return holders(handle, needs).stream().map(Holder::resource).collect(Collectors.toSet());
    }

    /** The needs but for those on what a job has already. */
    public static List<LockNeed> without(Handle handle, String jobId, Collection<LockNeed> needs) {
        List<Holder> holders = holders(handle, needs);
        return needs.stream()
                .filter(need -> holders.stream()
                        .noneMatch(holder -> holder.jobId().equals(jobId)
                                && holder.resource().equals(need.resource())
                                && holder.facet() == need.facet()))
                .toList();
    }

    /** The answer to one who needs what the holder has: which job it is, what it does, and when it may end. */
    public static LonghaulException busy(Handle handle, Holder holder) {
        String end = Estimate.end(handle, holder.jobId()).map(Instant::toString).orElse("unknown");
        return LonghaulException.of(
                FailureCode.RESOURCE_BUSY,
                "The %s of %s is held by %s (%s, %s) since %s; its expected end is %s."
                        .formatted(
                                holder.facet().word(),
                                holder.resource(),
                                holder.jobId(),
                                holder.operation().wireName(),
                                holder.state(),
                                holder.since(),
                                end),
                Map.of(
                        "job", holder.jobId(),
                        "operation", holder.operation().wireName(),
                        "state", holder.state().name(),
                        "resource", holder.resource(),
                        "facet", holder.facet().word(),
                        "since", holder.since().toString(),
                        "expectedEnd", end));
    }

    /** Takes the locks, in an order that is the same for everyone; a collision repeats the transaction. */
    public static void take(Handle handle, String jobId, Collection<LockNeed> needs) {
        if (needs.isEmpty()) {
            return;
        }
        bind(
                        handle.createUpdate("insert into resource_lock (resource, facet, span, job_id)"
                                + " select resource, facet,"
                                + " case when exclusive then int4range(null, null) else int4range(place, place + 1) end,"
                                + " :job from (select n.*, nextval('lock_share')::int as place from " + NEEDS + ") p"),
                        needs)
                .bind("job", jobId)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Collection<LockNeed> needs) {
        List<LockNeed> sorted = needs.stream()
                .sorted(Comparator.comparing(LockNeed::resource).thenComparing(LockNeed::facet))
                .toList();
        return statement
                .bindArray("resources", String.class, texts(sorted, LockNeed::resource))
                .bindArray(
                        "facets",
                        String.class,
                        texts(sorted, need -> need.facet().word()))
                .bindArray("exclusives", String.class, texts(sorted, need -> String.valueOf(need.exclusive())));
    }

    private static List<String> texts(List<LockNeed> needs, Function<LockNeed, String> text) {
        return needs.stream().map(text).toList();
    }

    private static Holder holder(ResultSet rows) throws SQLException {
        return new Holder(
                rows.getString("resource"),
                facet(rows.getString("facet")),
                rows.getString("job_id"),
                Operation.valueOf(rows.getString("operation")),
                JobState.valueOf(rows.getString("state")),
                rows.getObject("granted_at", OffsetDateTime.class).toInstant());
    }

    static Facet facet(String word) {
        return Facet.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
