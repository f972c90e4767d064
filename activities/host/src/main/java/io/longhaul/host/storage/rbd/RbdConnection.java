package io.longhaul.host.storage.rbd;

import io.longhaul.host.ceph.CephAccess;
import io.longhaul.host.ceph.CephClient;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The one client of a storage for its metadata calls: opened at the first, and again after it was fenced. Images that are still
 * open keep the old one alive.
 */
final class RbdConnection implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final CephAccess access;
    private CephClient client;

    RbdConnection(CephAccess access) {
        this.access = access;
    }

    /**
     * The result of a call on two pools.
     *
     * @param first name of the one
     * @param second name of the other, which may be the same
     */
    <T> T with(String first, String second, BiFunction<RbdPool, RbdPool, T> call) {
        return with(used -> {
            try (RbdPool one = used.pool(first);
                    RbdPool two = used.pool(second)) {
                return call.apply(one, two);
            }
        });
    }

    /** The result of a call on the client. */
    <T> T with(Function<CephClient, T> call) {
        CephClient used = client();
        try {
            return call.apply(used);
        } catch (LonghaulException e) {
            if (e.failure().code() == FailureCode.STORAGE_CLIENT_FENCED) {
                forget(used);
            }
            throw e;
        } catch (IllegalStateException e) {
            // Another thread found out that it was fenced, and closed it.
            throw LonghaulException.of(
                    FailureCode.STORAGE_CLIENT_FENCED,
                    "the client of the storage was replaced meanwhile: " + e.getMessage());
        }
    }

    /** The client. */
    synchronized CephClient client() {
        if (client == null) {
            client = CephClient.withDeadline(access, DEADLINE);
        }
        return client;
    }

    private synchronized void forget(CephClient fenced) {
        if (client == fenced) {
            client = null;
            fenced.close();
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
