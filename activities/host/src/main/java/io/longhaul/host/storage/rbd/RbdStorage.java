package io.longhaul.host.storage.rbd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.host.Failures;
import io.longhaul.host.Heartbeat;
import io.longhaul.host.ceph.CloneFormat;
import io.longhaul.host.ceph.ImageName;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.host.ceph.RbdParent;
import io.longhaul.host.ceph.RbdPool;
import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.libvirt.DiskSource;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.host.storage.EffectGuard;
import io.longhaul.host.storage.ImageImport;
import io.longhaul.host.storage.OfflineFlatten;
import io.longhaul.host.storage.PullRecord;
import io.longhaul.host.storage.Storage;
import io.longhaul.host.storage.VolumeFacts;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Volumes as RBD images: templates with a snapshot in one pool, their clones in another. */
public final class RbdStorage implements Storage, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OURS = Pattern.compile("vol_[a-z0-9]+");

    private final RbdPlace place;
    private final ToolRunner tools;
    private final RbdConnection connection;

    /** A storage at that place; makes its folder, and connects at the first call. */
    public RbdStorage(RbdPlace place, ToolRunner tools) throws IOException {
        this.place = place;
        this.tools = tools;
        this.connection = new RbdConnection(place.access());
        Files.createDirectories(place.work());
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public String kind() {
        return "rbd";
    }

    /** Of the pool of the clones, as the cluster can still store with all copies. */
    @Override
    public Space space() {
        String answer = connection.with(client -> client.monitor("{\"prefix\": \"df\", \"format\": \"json\"}"));
        try {
            for (JsonNode pool : JSON.readTree(answer).path("pools")) {
                if (pool.path("name").asText().equals(place.diskPool())) {
                    long free = pool.path("stats").path("max_avail").asLong();
                    return new Space(free + pool.path("stats").path("stored").asLong(), free);
                }
            }
        } catch (JsonProcessingException e) {
            throw Failures.of(FailureCode.STORAGE_ERROR, "the cluster's answer to 'df' cannot be read", Map.of(), e);
        }
        throw disagrees("the cluster has no such pool", Map.of("pool", place.diskPool()));
    }

    @Override
    public List<FoundFile> files() {
        return inPools((disks, templates) -> Stream.concat(
                        disks.images().stream().map(image -> found(image, FileKind.VOLUME)),
                        templates.images().stream().map(image -> found(image, kind(templates, image))))
                .sorted(Comparator.comparing(FoundFile::name))
                .toList());
    }

    private static FileKind kind(RbdPool templates, String image) {
        return OURS.matcher(image).matches() && RbdTemplates.state(templates, image) == RbdTemplates.State.UNFINISHED
                ? FileKind.PARTIAL_VOLUME
                : FileKind.VOLUME;
    }

    private FoundFile found(String image, FileKind kind) {
        return OURS.matcher(image).matches()
                ? new FoundFile(name(), image, kind, image)
                : new FoundFile(name(), image, FileKind.FOREIGN, "");
    }

    @Override
    public Optional<VolumeFacts> facts(String volume) {
        return look(volume, RbdStorage::facts);
    }

    private static VolumeFacts facts(RbdImage image) {
        return new VolumeFacts(image.bytes(), image.parent().map(parent -> parent.image() + "@" + parent.snapshot()));
    }

    @Override
    public boolean cloneVolume(String volume, String parent, long capacityBytes) {
        return inPools((disks, templates) -> {
            String image = RbdPlace.image(volume);
            Optional<RbdImage> present = disks.find(image);
            if (present.isPresent()) {
                try (RbdImage found = present.get()) {
                    requireMine(volume, found, parent, capacityBytes);
                }
                return grown(disks, image, capacityBytes);
            }
            RbdPool from = poolOf(parent, disks, templates)
                    .orElseThrow(() -> disagrees("the template's volume is not in the pool", Map.of("parent", parent)));
            requireSmaller(from, parent, capacityBytes);
            String template = RbdPlace.image(parent);
            disks.cloneImage(from, template, RbdPlace.BASE, image, CloneFormat.UNPROTECTED);
            grown(disks, image, capacityBytes);
            return true;
        });
    }

    /** Whether it was smaller: a clone has its template's size at first. */
    private static boolean grown(RbdPool disks, String image, long capacityBytes) {
        try (RbdImage clone = disks.open(image)) {
            if (clone.bytes() == capacityBytes) {
                return false;
            }
            clone.grow(capacityBytes);
            return true;
        }
    }

    private static void requireSmaller(RbdPool pool, String parent, long capacityBytes) {
        try (RbdImage image = pool.openReadOnly(RbdPlace.image(parent), null)) {
            if (capacityBytes < image.bytes()) {
                throw disagrees(
                        "the clone would be smaller than its template",
                        Map.of("parent", parent, "parentBytes", Long.toString(image.bytes())));
            }
        }
    }

    /** One that was cut off before it had its size has that of its template. */
    private static void requireMine(String volume, RbdImage image, String parent, long capacityBytes) {
        Optional<RbdParent> its = image.parent();
        Optional<String> found = its.map(RbdParent::image).map(ImageName::image);
        boolean cutOff =
                its.filter(known -> known.overlapBytes() == image.bytes()).isPresent();
        boolean mine =
                found.filter(name -> !name.equals(RbdPlace.image(parent))).isEmpty()
                        && (image.bytes() == capacityBytes || (cutOff && image.bytes() < capacityBytes));
        if (!mine) {
            throw disagrees(
                    "another volume lies where the clone should be",
                    Map.of(
                            "volume", volume,
                            "parent", found.orElse("none"),
                            "expectedParent", parent,
                            "bytes", Long.toString(image.bytes()),
                            "expectedBytes", Long.toString(capacityBytes)));
        }
    }

    @Override
    public boolean remove(String volume) {
        RbdFlatten flatten = flatten(volume);
        boolean ended = flatten.stop();
        flatten.lostClient()
                .ifPresent(address -> connection.with(client -> {
                    client.blocklist(address, RbdPlace.FENCED);
                    return true;
                }));
        boolean stopped = stopImport(volume);
        boolean removed = inPools((disks, templates) -> {
            boolean disk = RbdRemoval.remove(disks, RbdPlace.image(volume));
            boolean template = RbdRemoval.remove(templates, RbdPlace.image(volume));
            return disk || template;
        });
        try {
            Files.deleteIfExists(place.output("flatten", volume));
            Files.deleteIfExists(place.output("import", volume));
        } catch (IOException e) {
            throw Failures.storage("what the tools said of " + volume + " cannot be removed", e);
        }
        return removed || stopped || ended;
    }

    @Override
    public OfflineFlatten offlineFlatten(String volume) {
        return flatten(volume);
    }

    private RbdFlatten flatten(String volume) {
        return new RbdFlatten(
                place.access(), place.diskPool(), RbdPlace.image(volume), 0, place.output("flatten", volume), tools);
    }

    /** librbd forgets the parent only after the last object is safe: there is nothing to remember. */
    @Override
    public PullRecord pullRecord(String volume) {
        return PullRecord.NONE;
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
        return new ImageImport(new RbdImportTarget(place, connection, volume), tools);
    }

    @Override
    public String checksum(String volume, Heartbeat heartbeat) {
        return look(volume, image -> RbdChecksum.of(image, heartbeat))
                .orElseThrow(() -> disagrees("the volume is not in the pool", Map.of("volume", volume)));
    }

    @Override
    public DiskSource disk(String volume) {
        return new DiskSource.Rbd(
                place.diskPool(), RbdPlace.image(volume), place.monitors(), place.userName(), place.secret());
    }

    /** On the node, not in the cluster: a VM that comes to another host needs it there. */
    @Override
    public Path seedFile(String vm) {
        return place.seed(vm);
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> Optional<T> look(String volume, Function<RbdImage, T> call) {
        return inPools((disks, templates) -> {
            Optional<RbdImage> found =
                    poolOf(volume, disks, templates).flatMap(pool -> pool.find(RbdPlace.image(volume)));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (RbdImage image = found.get()) {
                return Optional.of(call.apply(image));
            }
        });
    }

    /** The pool that has it whole. */
    private static Optional<RbdPool> poolOf(String volume, RbdPool disks, RbdPool templates) {
        if (disks.has(RbdPlace.image(volume))) {
            return Optional.of(disks);
        }
        return RbdTemplates.state(templates, volume) == RbdTemplates.State.WHOLE
                ? Optional.of(templates)
                : Optional.empty();
    }

    private <T> T inPools(BiFunction<RbdPool, RbdPool, T> call) {
        return connection.with(place.diskPool(), place.templatePool(), call);
    }

    private static LonghaulException disagrees(String message, Map<String, String> facts) {
        return LonghaulException.of(FailureCode.WORLD_DISAGREES, message, facts);
    }
}
