package io.longhaul.host.storage.rbd;

import io.longhaul.host.ceph.ByteProgress;
import io.longhaul.host.ceph.CephAccess;
import io.longhaul.host.ceph.CephClient;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Flattens one image, in a process and with a client of its own: it can be killed, fenced and left blocked, and nobody else is.
 * SIGTERM ends it within the objects that are under way; what it has copied stays, and the next run goes on behind it.
 */
public final class FlattenProgram {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final int LOST = 6;
    private static final long SAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long STOP_SECONDS = 10;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintStream out;

    private FlattenProgram(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param words configuration, user, keyring, pool, image, the most bytes in a second, 0 for no limit, and, if there is one,
     *     the address of an earlier program's client, which is fenced first
     */
    public static void main(String[] words) {
        CephAccess access = new CephAccess(Path.of(words[0]), words[1], Path.of(words[2]));
        FlattenProgram program = new FlattenProgram(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(program::stop, "stop"));
        Optional<String> lost = words.length > LOST ? Optional.of(words[LOST]) : Optional.empty();
        int status = program.run(access, words[3], words[4], Long.parseLong(words[5]), lost);
        program.ended.countDown();
        // Not System.exit: it would wait for the hook, and the hook for us.
        Runtime.getRuntime().halt(status);
    }

    /** Lets the flatten end, and the process with it. */
    private void stop() {
        stopped.countDown();
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                out.println("it does not end; it is killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int run(CephAccess access, String pool, String image, long bytesPerSecond, Optional<String> lost) {
        // Whoever comes after this one needs to know it too, until it is fenced.
        lost.map(FlattenReport::client).ifPresent(out::println);
        boolean whole = false;
        boolean connected = false;
        try (CephClient client = CephClient.patient(access, CONNECT)) {
            lost.ifPresent(address -> client.blocklist(address, RbdPlace.FENCED));
            out.println(FlattenReport.client(client.address()));
            connected = true;
            try (RbdPool images = client.pool(pool);
                    RbdImage open = images.open(image)) {
                whole = open.parent().isEmpty() || open.flatten(saying(new Pace(bytesPerSecond)));
            }
        } catch (LonghaulException e) {
            out.println(e.getMessage());
        }
        if (connected) {
            // It is closed, however it went.
            out.println(FlattenReport.ended());
        }
        return whole ? 0 : 1;
    }

    private ByteProgress saying(Pace pace) {
        long[] said = {System.nanoTime() - SAY_NANOS};
        return (done, total) -> {
            synchronized (said) {
                if (System.nanoTime() - said[0] >= SAY_NANOS) {
                    said[0] = System.nanoTime();
                    out.println(FlattenReport.progress(done, total));
                }
            }
            return !pace.stoppedBefore(done, stopped);
        };
    }
}
