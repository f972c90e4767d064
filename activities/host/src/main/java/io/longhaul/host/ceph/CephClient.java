package io.longhaul.host.ceph;

import com.ceph.rados.Rados;
import com.ceph.rados.exceptions.RadosException;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.longhaul.schemas.failure.LonghaulException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One client of a cluster, with an identity of its own by which it can be fenced. Threads may share it. Its connection ends
 * when it and all its images are closed, in whatever order.
 *
 * <p>Calls throw {@link LonghaulException}: {@code STORAGE_UNREACHABLE} when the cluster does not answer in time,
 * {@code STORAGE_FORBIDDEN}, {@code STORAGE_CLIENT_FENCED}, {@code STORAGE_FULL}, {@code STORAGE_IN_USE},
 * {@code WORLD_DISAGREES} when what it is about is not there, else {@code STORAGE_ERROR}.
 */
public final class CephClient implements AutoCloseable {
    private final Held rados;
    private final Shared users;

    private CephClient(Held rados) {
        this.rados = rados;
        this.users = new Shared("this client of the storage cluster", rados::shutDown);
    }

    /**
     * A client whose calls fail when the cluster takes longer than {@code deadline} for an operation: for metadata.
     *
     * @param deadline of the connection and of each operation; whole seconds
     */
    public static CephClient withDeadline(CephAccess access, Duration deadline) {
        return connect(access, deadline, deadline);
    }

    /** A client whose operations wait as long as the cluster makes them wait: for long work in a process of its own. */
    public static CephClient patient(CephAccess access, Duration connectDeadline) {
        return connect(access, connectDeadline, Duration.ZERO);
    }

    private static CephClient connect(CephAccess access, Duration connect, Duration operation) {
        for (var file : Map.of("configuration", access.configuration(), "keyring", access.keyring())
                .entrySet()) {
            if (!Files.isReadable(file.getValue())) {
                throw CephFailures.unreadable(file.getKey(), file.getValue().toString());
            }
        }
        Held rados = new Held(access.user());
        Map<String, String> facts = Map.of(
                "user", access.user(), "configuration", access.configuration().toString());
        try {
            rados.confReadFile(access.configuration().toFile());
            rados.confSet("keyring", access.keyring().toString());
            rados.confSet("client_mount_timeout", seconds(connect));
            rados.confSet("rados_mon_op_timeout", seconds(operation));
            rados.confSet("rados_osd_op_timeout", seconds(operation));
            rados.connect();
            return new CephClient(rados);
        } catch (RadosException e) {
            rados.shutDown();
            throw CephFailures.of(e, "the storage cluster cannot be reached as " + access.user(), facts);
        }
    }

    private static String seconds(Duration time) {
        return Long.toString(time.toSeconds());
    }

    /**
     * A pool, for its images.
     *
     * @throws LonghaulException {@code WORLD_DISAGREES} when there is none of this name
     */
    public RbdPool pool(String name) {
        return inUse(() -> {
            try {
                return new RbdPool(this, name, rados.ioCtxCreate(name));
            } catch (RadosException e) {
                throw CephFailures.of(e, "the pool " + name + " cannot be opened", Map.of("pool", name));
            }
        });
    }

    /** The address by which this one client is fenced, for instance {@code 10.88.0.11:0/1293847}. */
    public String address() {
        PointerByReference addresses = new PointerByReference();
        return inUse(() -> {
            CephFailures.checked(
                    RadosExtra.LIBRARY.rados_getaddrs(rados.pointer(), addresses),
                    "the client's own address is not known",
                    Map.of());
            return taken(addresses.getValue());
        });
    }

    /**
     * Fences a client: the cluster takes no writes from it any more, and answers them with ESHUTDOWN.
     *
     * @param address of one client, as {@link #address()} and {@link RbdImage#watchers()} tell it
     * @param time after which it is forgotten
     */
    public void blocklist(String address, Duration time) {
        inUse(() -> CephFailures.checked(
                RadosExtra.LIBRARY.rados_blocklist_add(rados.pointer(), address, (int) time.toSeconds()),
                "the client " + address + " cannot be fenced",
                Map.of("address", address)));
    }

    /**
     * Asks the manager.
     *
     * @param command as JSON, for instance {@code {"prefix": "osd pool stats", "format": "json"}}
     * @return its answer, for instance JSON
     */
    public String manager(String command) {
        PointerByReference output = new PointerByReference();
        LongByReference length = new LongByReference();
        PointerByReference words = new PointerByReference();
        LongByReference wordsLength = new LongByReference();
        return inUse(() -> {
            int result = RadosExtra.LIBRARY.rados_mgr_command(
                    rados.pointer(),
                    new String[] {command},
                    new NativeLong(1),
                    null,
                    new NativeLong(0),
                    output,
                    length,
                    words,
                    wordsLength);
            String answer = taken(output.getValue(), length.getValue());
            String said = taken(words.getValue(), wordsLength.getValue());
            CephFailures.checked(result, "the manager refused a command", Map.of("command", command, "words", said));
            return answer;
        });
    }

    /**
     * Asks a monitor.
     *
     * @param command as JSON, for instance {@code {"prefix": "df", "format": "json"}}
     * @return its answer, for instance JSON
     */
    public String monitor(String command) {
        return inUse(() -> {
            try {
                return rados.executeRadosMonCommand(new String[] {command}, "").getOutput();
            } catch (RadosException e) {
                throw CephFailures.of(e, "the monitor refused a command", Map.of("command", command));
            }
        });
    }

    /** What the cluster is called for ever. */
    public String fsid() {
        return inUse(() -> {
            try {
                return rados.clusterFsid();
            } catch (RadosException e) {
                throw CephFailures.of(e, "the cluster's id is not known", Map.of());
            }
        });
    }

    private static String taken(Pointer text) {
        try {
            return text.getString(0);
        } finally {
            RadosExtra.LIBRARY.rados_buffer_free(text);
        }
    }

    private static String taken(Pointer text, long length) {
        if (text == null) {
            return "";
        }
        try {
            return new String(text.getByteArray(0, (int) length), StandardCharsets.UTF_8);
        } finally {
            RadosExtra.LIBRARY.rados_buffer_free(text);
        }
    }

    /** The result of a call during which the connection stays. */
    private <T> T inUse(Supplier<T> call) {
        users.enter();
        try {
            return call.get();
        } finally {
            users.leave();
        }
    }

    /** Who needs the connection. */
    Shared users() {
        return users;
    }

    @Override
    public void close() {
        users.close();
    }

    /** rados-java shuts the cluster down when the collector finds its object, whoever still has an image open. */
    private static final class Held extends Rados {
        Held(String user) {
            super("ceph", user, 0);
        }

        Pointer pointer() {
            return clusterPtr;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"})
        protected void finalize() {}
    }
}
