package io.longhaul.host.storage.rbd;

import io.longhaul.host.ceph.CephAccess;
import io.longhaul.host.process.ProcessEnd;
import io.longhaul.host.process.ProcessIdentity;
import io.longhaul.host.process.Processes;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.host.storage.OfflineFlatten;
import io.longhaul.schemas.job.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flattening of one image by a {@link FlattenProgram}. While a VM has the image open, its QEMU has the exclusive lock and
 * carries the flatten out for the program: then it can be neither ended nor paced by it.
 */
public final class RbdFlatten implements OfflineFlatten {
    private static final int NICENESS = 10;
    /** To let the objects that are under way end, and the client say that it goes. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final CephAccess access;
    private final String pool;
    private final String image;
    private final long bytesPerSecond;
    private final Path output;
    private final ToolRunner tools;
    private Optional<Process> started = Optional.empty();

    /**
     * Of that image.
     *
     * @param bytesPerSecond at most; 0: as many as it can
     * @param output where the program writes what it says; on the node, never shared
     */
    public RbdFlatten(
            CephAccess access, String pool, String image, long bytesPerSecond, Path output, ToolRunner tools) {
        this.access = access;
        this.pool = pool;
        this.image = image;
        this.bytesPerSecond = bytesPerSecond;
        this.output = output;
        this.tools = tools;
    }

    @Override
    public boolean running() {
        return !find().isEmpty();
    }

    @Override
    public void start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FlattenProgram.class.getName(),
                access.configuration().toString(),
                access.user(),
                access.keyring().toString(),
                pool,
                image,
                Long.toString(bytesPerSecond)));
        // Its watch and its lock would hold the image for half a minute more.
        report().lostClient().ifPresent(command::add);
        started = Optional.of(tools.startDetached(new Tool(command, mark(), Tool.Limits.TRUSTED, NICENESS), output));
    }

    @Override
    public boolean succeeded() {
        return started.filter(ToolRunner::endedWell).isPresent();
    }

    @Override
    public Progress progress() {
        long[] bytes = report().progress();
        return new Progress("flatten", bytes[0], bytes[1], 0);
    }

    /** Librbd reports each object, so its progress is what it has written. */
    @Override
    public long written() {
        return report().progress()[0];
    }

    @Override
    public String lastWords() {
        return report().words();
    }

    @Override
    public boolean stop() {
        return ProcessEnd.endAll(this::find, GRACE);
    }

    /** The address by which the program's client is fenced; empty while it has none. */
    public Optional<String> client() {
        return report().client();
    }

    /** The address of a program's client that was perhaps killed with it. */
    Optional<String> lostClient() {
        return report().lostClient();
    }

    private FlattenReport report() {
        return FlattenReport.read(output);
    }

    private List<ProcessIdentity> find() {
        return Processes.withEnvironment(Tool.MARK + "=" + mark());
    }

    private String mark() {
        return "flatten:rbd:" + pool + "/" + image;
    }
}
