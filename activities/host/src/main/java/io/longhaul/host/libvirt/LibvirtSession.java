package io.longhaul.host.libvirt;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection for one purpose, opened when it is needed and again when it is lost. Calls run on a few threads of its
 * own and are waited for with a deadline: a hung libvirtd uses up these threads and nothing else.
 *
 * <p>libvirtd serves five requests per connection at once, so more threads than that would only wait there.
 */
final class LibvirtSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtSession.class);
    private static final int THREADS = 5;

    private final String purpose;
    private final String uri;
    private final Duration deadline;
    private final ThreadPoolExecutor threads;
    private LibvirtConnection connection;

    LibvirtSession(String purpose, String uri, Duration deadline) {
        this.purpose = purpose;
        this.uri = uri;
        this.deadline = deadline;
        this.threads = new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "libvirt-" + purpose);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes a call; every error of libvirt is a failure. */
    <T> T call(String what, LibvirtCall<T> call) {
        try {
            return attempt(what, call);
        } catch (LibvirtCallException e) {
            throw failure(what, e);
        }
    }

    /** Makes a call whose errors the caller tells apart by number. */
    <T> T attempt(String what, LibvirtCall<T> call) throws LibvirtCallException {
        Future<T> answer = submit(what, call);
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Failures.of(
                    FailureCode.DEADLINE_EXCEEDED,
                    "libvirt did not " + what + " within " + deadline.toSeconds() + " s",
                    Map.of("call", what),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(FailureCode.DEADLINE_EXCEEDED, "interrupted: " + what, Map.of("call", what), e);
        } catch (ExecutionException e) {
            throw unwrap(what, e.getCause());
        }
    }

    private <T> Future<T> submit(String what, LibvirtCall<T> call) {
        try {
            return threads.submit(() -> call.on(open()));
        } catch (RejectedExecutionException e) {
            throw Failures.of(
                    FailureCode.LIBVIRT_UNAVAILABLE,
                    "all calls of the " + purpose + " connection wait for libvirtd",
                    Map.of("call", what),
                    e);
        }
    }

    private LibvirtCallException unwrap(String what, Throwable cause) {
        if (cause instanceof LibvirtCallException e) {
            return requireConnected(what, e);
        }
        if (cause instanceof LibvirtException e) {
            return requireConnected(what, LibvirtCallException.of(what, e));
        }
        if (cause instanceof LonghaulException e) {
            throw e;
        }
        throw Failures.of(FailureCode.INTERNAL_ERROR, what + ": " + cause, Map.of("call", what), cause);
    }

    /** An error on a connection that is dead says nothing about the domain, whatever its number. */
    private LibvirtCallException requireConnected(String what, LibvirtCallException e) {
        if (!isConnected()) {
            throw Failures.of(
                    FailureCode.LIBVIRT_UNAVAILABLE,
                    "no connection to libvirtd: " + e.getMessage(),
                    Map.of("call", what),
                    e);
        }
        return e;
    }

    static LonghaulException failure(String what, LibvirtCallException e) {
        return Failures.of(
                FailureCode.LIBVIRT_ERROR,
                "libvirt did not " + what + ": " + e.getMessage(),
                Map.of("call", what, "libvirtError", Integer.toString(e.number())),
                e);
    }

    private synchronized LibvirtConnection open() throws LibvirtException {
        if (!isConnected()) {
            LibvirtConnection lost = connection;
            connection = null;
            if (lost != null) {
                closeQuietly(lost);
            }
            EventLoop.ensureStarted();
            connection = new LibvirtConnection(uri);
        }
        return connection;
    }

    private synchronized boolean isConnected() {
        try {
            return connection != null && connection.isAlive();
        } catch (LibvirtException e) {
            return false;
        }
    }

    private void closeQuietly(LibvirtConnection lost) {
        try {
            lost.close();
        } catch (LibvirtException e) {
            LOG.debug("the lost {} connection cannot be closed", purpose, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        // A call that hangs keeps the lock of nothing here, but its connection must not be closed under it.
        if (threads.getActiveCount() == 0) {
            synchronized (this) {
                if (connection != null) {
                    closeQuietly(connection);
                    connection = null;
                }
            }
        }
    }
}
