package io.longhaul.host;

import io.longhaul.host.image.ImageInfo;
import io.longhaul.host.image.ImageInspector;
import io.longhaul.host.libvirt.DomainTemplate;
import io.longhaul.host.libvirt.NetworkMapping;
import io.longhaul.host.process.ProcessEnd;
import io.longhaul.host.process.Processes;
import io.longhaul.host.storage.Storage;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.stack.libvirt.LibvirtDaemon;
import io.longhaul.workflows.plan.DiskPlan;
import io.longhaul.workflows.plan.NicPlan;
import io.longhaul.workflows.plan.VmRef;
import io.longhaul.workflows.plan.VolumeRef;
import io.longhaul.workflows.port.DiskSpec;
import io.longhaul.workflows.port.DomainSpec;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.VmTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A host over a real libvirtd of its own, with a template in its pool; ends all of it. */
public final class LiveHost implements AutoCloseable {
    public static final VolumeRef TEMPLATE = new VolumeRef("vol_template", "local");
    public static final VolumeRef VOLUME = new VolumeRef("vol_clone", "local");
    public static final VmRef VM = new VmRef("vm_test", "test", "demo", "here");
    public static final long MEBIBYTES = 96;

    private final Path folder;
    private final LibvirtDaemon libvirt;
    private Host host;

    public LiveHost(Path folder) throws Exception {
        this.folder = folder;
        this.libvirt = LibvirtDaemon.ephemeral();
        this.host = open();
        Path raw = Tries.rawDisk(folder.resolve("disk.raw"), (int) MEBIBYTES, 64);
        ImageInfo info = new ImageInspector(ImageInspector.DEFAULT_LIMIT_BYTES).inspect(raw, ImageFormat.RAW);
        storage().importImage(raw, info, TEMPLATE.id(), Runnable::run, Heartbeat.NONE);
    }

    private Host open() throws Exception {
        return Host.open(new HostConfig(
                "here",
                libvirt.uri(),
                DomainTemplate.Accelerator.TCG,
                Map.of("local", folder.resolve("pool")),
                Map.of("lan", new NetworkMapping.User()),
                folder,
                folder.resolve("state"),
                null,
                Duration.ofSeconds(20),
                Duration.ofMinutes(9),
                0,
                0));
    }

    public HostParts parts() {
        return host.parts();
    }

    public Host host() {
        return host;
    }

    public LibvirtDaemon libvirt() {
        return libvirt;
    }

    public Storage storage() {
        return parts().storage("local");
    }

    /** Forgets all that the worker knew, as its restart does; what runs outside goes on. */
    public void restartWorker() throws Exception {
        host.close();
        host = open();
    }

    /** Removes the VM, its volume and every epoch, so that the next test finds the host as the first did. */
    public void reset() throws Exception {
        ProcessEnd.endAll(() -> Processes.qemuOf(VM.id()));
        Awaitility.await().until(() -> !parts().domains().running(VM.id()));
        parts().domains().undefine(VM.id());
        for (String volume : List.of(VOLUME.id(), "vol_new", "vol_lie")) {
            storage().remove(volume);
        }
        parts().serialLogs().remove(VM.id());
        try (Stream<Path> epochs = Files.list(folder.resolve("state/epochs"))) {
            for (Path epoch : (Iterable<Path>) epochs::iterator) {
                Files.delete(epoch);
            }
        }
    }

    public static Fence at(long epoch) {
        return new Fence("job_test", epoch);
    }

    public static VmTarget vm(long epoch) {
        return new VmTarget(at(epoch), VM);
    }

    public static DiskSpec disk(long epoch) {
        return new DiskSpec(at(epoch), new DiskPlan(0, VOLUME, TEMPLATE, "tpl_test", MEBIBYTES << 20));
    }

    public static DomainSpec domain(long epoch) {
        return new DomainSpec(
                at(epoch),
                VM,
                1,
                64,
                List.of(disk(epoch).disk()),
                List.of(new NicPlan("lan", "52:54:00:00:00:01")),
                null);
    }

    @Override
    public void close() {
        host.close();
        libvirt.close();
    }
}
