package io.longhaul.host.storage;

import io.longhaul.host.Failures;
import io.longhaul.host.Heartbeat;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.image.Qcow2Facts;
import io.longhaul.host.libvirt.DiskSource;
import io.longhaul.host.process.Processes;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of qcow2 files: local, or a mount that the node sees as one. */
public final class Qcow2Storage implements Storage {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration MAP_DEADLINE = Duration.ofMinutes(10);

    private static final int DEEPEST_CHAIN = 32;

    private final Qcow2Pool pool;
    private final ToolRunner tools;

    /** A storage on a pool; makes its folders. */
    public Qcow2Storage(Qcow2Pool pool, ToolRunner tools) throws IOException {
        this.pool = pool;
        this.tools = tools;
        Files.createDirectories(pool.folder());
        Files.createDirectories(pool.work());
    }

    @Override
    public String name() {
        return pool.name();
    }

    @Override
    public String kind() {
        return "qcow2";
    }

    @Override
    public Space space() {
        try {
            FileStore store = Files.getFileStore(pool.folder());
            return new Space(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            throw Failures.storage("the pool " + pool.name() + " cannot be asked for its space", e);
        }
    }

    @Override
    public List<FoundFile> files() {
        try (Stream<Path> all = Files.list(pool.folder())) {
            // ext4 makes lost+found in the root of a file system.
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("lost+found"))
                    .sorted()
                    .map(pool::found)
                    .toList();
        } catch (IOException e) {
            throw Failures.storage("the pool " + pool.name() + " cannot be listed", e);
        }
    }

    @Override
    public Optional<VolumeFacts> facts(String volume) {
        return facts(pool.volume(volume));
    }

    private static Optional<VolumeFacts> facts(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Qcow2Facts facts = Qcow2Facts.read(file);
            return Optional.of(new VolumeFacts(facts.virtualBytes(), facts.backing()));
        } catch (IOException e) {
            throw Failures.storage("the volume " + file.getFileName() + " cannot be read", e);
        }
    }

    @Override
    public boolean cloneVolume(String volume, String parent, long capacityBytes) {
        Optional<VolumeFacts> present = facts(volume);
        if (present.isPresent()) {
            requireMine(volume, present.get(), parent, capacityBytes);
            return false;
        }
        VolumeFacts base = facts(parent)
                .orElseThrow(() -> disagrees("the template's volume is not in the pool", Map.of("parent", parent)));
        if (capacityBytes < base.virtualBytes()) {
            throw disagrees(
                    "the clone would be smaller than its template",
                    Map.of("parent", parent, "parentBytes", Long.toString(base.virtualBytes())));
        }
        create(volume, parent, capacityBytes);
        return true;
    }

    private void create(String volume, String parent, long capacityBytes) {
        Path partial = pool.partial(volume);
        tools.run(
                Tool.quick(List.of(
                        "qemu-img",
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-F",
                        "qcow2",
                        "-b",
                        pool.volume(parent).toString(),
                        partial.toString(),
                        Long.toString(capacityBytes))),
                new byte[0],
                DEADLINE);
        try {
            Durable.publish(partial, pool.volume(volume));
        } catch (IOException e) {
            throw Failures.storage("the volume " + volume + " cannot be written", e);
        }
    }

    private void requireMine(String volume, VolumeFacts present, String parent, long capacityBytes) {
        String expected = pool.volume(parent).toString();
        boolean mine = present.virtualBytes() == capacityBytes
                && present.parent().filter(name -> !name.equals(expected)).isEmpty();
        if (!mine) {
            throw disagrees(
                    "another volume lies where the clone should be",
                    Map.of(
                            "volume", volume,
                            "parent", present.parent().orElse("none"),
                            "expectedParent", expected,
                            "bytes", Long.toString(present.virtualBytes()),
                            "expectedBytes", Long.toString(capacityBytes)));
        }
    }

    @Override
    public boolean remove(String volume) {
        requireUnused(volume);
        boolean ended = offlineFlatten(volume).stop();
        boolean stopped = stopImport(volume);
        try {
            boolean removed = Durable.remove(pool.volume(volume));
            Files.deleteIfExists(pool.output(volume));
            pullRecord(volume).confirm();
            return removed || stopped || ended;
        } catch (IOException e) {
            throw Failures.storage("the volume " + volume + " cannot be removed", e);
        }
    }

    /** The last line of defence: whatever the inventory says, a file that something stands on is not removed. */
    private void requireUnused(String volume) {
        String file = pool.volume(volume).toString();
        List<String> children = children(file);
        if (!children.isEmpty()) {
            throw disagrees(
                    "other volumes depend on the one to remove",
                    Map.of("volume", volume, "children", children.toString()));
        }
        List<?> users = Processes.withOpenFile(Path.of(file));
        if (!users.isEmpty()) {
            throw disagrees("a process has the volume open", Map.of("volume", volume, "processes", users.toString()));
        }
    }

    private List<String> children(String file) {
        List<String> children = new ArrayList<>();
        try (Stream<Path> all = Files.list(pool.folder())) {
            for (Path other : (Iterable<Path>) all::iterator) {
                String name = other.getFileName().toString();
                if (name.endsWith(".qcow2")
                        && backingOf(other).filter(file::equals).isPresent()) {
                    children.add(name);
                }
            }
        } catch (IOException e) {
            throw Failures.storage("the pool " + pool.name() + " cannot be listed", e);
        }
        return children;
    }

    private static Optional<String> backingOf(Path file) {
        try {
            return Qcow2Facts.read(file).backing();
        } catch (IOException e) {
            return Optional.empty(); // removed meanwhile, or none of ours
        }
    }

    @Override
    public OfflineFlatten offlineFlatten(String volume) {
        long bytes = facts(volume).map(VolumeFacts::virtualBytes).orElse(0L);
        return new Qcow2OfflineFlatten(pool, volume, bytes, tools);
    }

    @Override
    public PullRecord pullRecord(String volume) {
        return new Qcow2PullRecord(pool, volume, tools);
    }

    @Override
    public void importImage(Path image, ImageInfo info, String volume, EffectGuard guard, Heartbeat heartbeat) {
        if (facts(volume).isEmpty()) {
            imports(volume).run(image, info, guard, heartbeat);
        }
    }

    @Override
    public boolean stopImport(String volume) {
        return imports(volume).stop();
    }

    private ImageImport imports(String volume) {
        return new ImageImport(new Qcow2ImportTarget(pool, volume), tools);
    }

    @Override
    public String checksum(String volume, Heartbeat heartbeat) {
        VolumeFacts facts =
                facts(volume).orElseThrow(() -> disagrees("the volume is not in the pool", Map.of("volume", volume)));
        Path map = pool.map(volume);
        try {
            List<String> command = List.of(
                    "qemu-img",
                    "map",
                    "-U",
                    "--output=json",
                    "-f",
                    "qcow2",
                    pool.volume(volume).toString());
            tools.runInto(Tool.quick(command), map, MAP_DEADLINE);
            return new ContentChecksum(chain(volume), facts.virtualBytes(), heartbeat).of(map);
        } catch (IOException e) {
            throw Failures.storage("the content of " + volume + " cannot be read", e);
        } finally {
            discard(map);
        }
    }

    private List<Path> chain(String volume) throws IOException {
        List<Path> chain = new ArrayList<>();
        for (Optional<Path> file = Optional.of(pool.volume(volume));
                file.isPresent() && chain.size() < DEEPEST_CHAIN;
                file = Qcow2Facts.read(file.get()).backing().map(Path::of)) {
            chain.add(file.get());
        }
        return chain;
    }

    private static void discard(Path map) {
        try {
            Files.deleteIfExists(map);
        } catch (IOException e) {
            // A small file that the next checksum overwrites; the checksum itself is what counts.
            org.slf4j.LoggerFactory.getLogger(Qcow2Storage.class).warn("cannot remove {}", map, e);
        }
    }

    @Override
    public Path seedFile(String vm) {
        return pool.seed(vm);
    }

    @Override
    public DiskSource disk(String volume) {
        return new DiskSource.File(pool.volume(volume), "qcow2");
    }

    private static LonghaulException disagrees(String message, Map<String, String> facts) {
        return LonghaulException.of(FailureCode.WORLD_DISAGREES, message, facts);
    }
}
