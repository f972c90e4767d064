package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keys of requests, per tenant, kept for seven days. The row is inserted first: whoever comes second with the same key
 * waits for the first one's transaction, and either finds its answer or, when it was refused, goes on itself.
 */
final class Idempotency {
    private Idempotency() {}

    private record Kept(String bodyHash, JobAccepted answer) {}

    /**
     * The original answer, or empty when the key is new and now reserved.
     *
     * @throws LonghaulException with {@code IDEMPOTENCY_KEY_REUSED} when the body was another
     */
    static Optional<JobAccepted> reserve(Handle handle, String tenant, String key, String bodyHash) {
        int reserved = handle.createUpdate("""
                        insert into idempotency (tenant, key, body_hash) values (:tenant, :key, :hash)
                        on conflict (tenant, key) do update set body_hash = :hash, answer = null, created_at = now()
                         where idempotency.created_at < now() - interval '7 days'
                        """)
                .bind("tenant", tenant)
                .bind("key", key)
                .bind("hash", bodyHash)
                .execute();
        if (reserved > 0) {
            return Optional.empty();
        }
        Kept kept = handle.createQuery(
                        "select body_hash, answer from idempotency where tenant = :tenant and key = :key")
                .bind("tenant", tenant)
                .bind("key", key)
                .map((rows, context) ->
                        new Kept(rows.getString("body_hash"), Json.read(rows.getString("answer"), JobAccepted.class)))
                .one();
        if (!kept.bodyHash().equals(bodyHash)) {
            throw LonghaulException.of(
                    FailureCode.IDEMPOTENCY_KEY_REUSED, "Key '" + key + "' was used with another body.");
        }
        return Optional.of(kept.answer());
    }

    static void answered(Handle handle, String tenant, String key, JobAccepted answer) {
        handle.createUpdate(
                        "update idempotency set answer = cast(:answer as jsonb) where tenant = :tenant and key = :key")
                .bind("answer", Json.write(answer))
                .bind("tenant", tenant)
                .bind("key", key)
                .execute();
    }

    /** Removes what is older than seven days. */
    static int expire(Handle handle) {
        return handle.createUpdate("delete from idempotency where created_at < now() - interval '7 days'")
                .execute();
    }
}
