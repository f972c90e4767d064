package io.longhaul.host.storage.rbd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.host.Failures;
import io.longhaul.host.Heartbeat;
import io.longhaul.host.ceph.CloneFormat;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Volumes as RBD images: templates with a snapshot in one pool, their clones in another or the same. */
public final class RbdStorage implements Storage, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OURS = Pattern.compile("((?:vol|tpl)_[a-z0-9]+)(\\.part)?");

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
        String answer = connection.client().monitor("{\"prefix\": \"df\", \"format\": \"json\"}");
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
                        disks.images().stream(),
                        place.diskPool().equals(place.templatePool()) ? Stream.empty() : templates.images().stream())
                .sorted()
                .map(this::found)
                .toList());
    }

    private FoundFile found(String image) {
        Matcher ours = OURS.matcher(image);
        if (!ours.matches()) {
            return new FoundFile(name(), image, FileKind.FOREIGN, "");
        }
        return new FoundFile(
                name(), image, ours.group(2) == null ? FileKind.VOLUME : FileKind.PARTIAL_VOLUME, ours.group(1));
    }

    @Override
    public Optional<VolumeFacts> facts(String volume) {
        return look(volume, image -> facts(image));
    }

    private static VolumeFacts facts(RbdImage image) {
        return new VolumeFacts(image.bytes(), image.parent().map(parent -> parent.image() + "@" + parent.snapshot()));
    }

    @Override
    public boolean cloneVolume(String volume, String parent, long capacityBytes) {
        return inPools((disks, templates) -> {
            Optional<RbdImage> present = disks.find(RbdPlace.image(volume));
            if (present.isPresent()) {
                try (RbdImage image = present.get()) {
                    requireMine(volume, image, parent, capacityBytes);
                    return false;
                }
            }
            RbdPool from = poolOf(parent, disks, templates)
                    .orElseThrow(() -> disagrees("the template's volume is not in the pool", Map.of("parent", parent)));
            requireSmaller(from, parent, capacityBytes);
            String partial = RbdPlace.partial(volume);
            RbdRemoval.remove(disks, partial);
            String template = RbdPlace.image(parent);
            disks.cloneImage(from, template, RbdPlace.BASE, partial, CloneFormat.UNPROTECTED);
            try (RbdImage image = disks.open(partial)) {
                image.grow(capacityBytes);
            }
            disks.rename(partial, RbdPlace.image(volume));
            return true;
        });
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

    private static void requireMine(String volume, RbdImage image, String parent, long capacityBytes) {
        Optional<String> found = image.parent().map(RbdParent::image).map(name -> name.image());
        boolean mine = image.bytes() == capacityBytes
                && found.filter(name -> !name.equals(RbdPlace.image(parent))).isEmpty();
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
        boolean ended = offlineFlatten(volume).stop();
        boolean stopped = stopImport(volume);
        boolean removed = inPools((disks, templates) -> {
            boolean partial = RbdRemoval.remove(disks, RbdPlace.partial(volume));
            boolean disk = RbdRemoval.remove(disks, RbdPlace.image(volume));
            boolean template = RbdRemoval.remove(templates, RbdPlace.image(volume));
            return partial || disk || template;
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

    private static Optional<RbdPool> poolOf(String volume, RbdPool disks, RbdPool templates) {
        return Stream.of(disks, templates)
                .filter(pool -> pool.has(RbdPlace.image(volume)))
                .findFirst();
    }

    private <T> T inPools(BiFunction<RbdPool, RbdPool, T> call) {
        return connection.with(place.diskPool(), place.templatePool(), call);
    }

    private static LonghaulException disagrees(String message, Map<String, String> facts) {
        return LonghaulException.of(FailureCode.WORLD_DISAGREES, message, facts);
    }
}
