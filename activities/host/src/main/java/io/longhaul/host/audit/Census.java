package io.longhaul.host.audit;

import io.longhaul.host.HostParts;
import io.longhaul.host.process.QemuProcess;
import io.longhaul.host.storage.Storage;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.NodeCensus.FoundDomain;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import io.longhaul.workflows.port.NodeCensus.FoundProcess;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is on a host: libvirt's word on domains, the kernel's on processes, the file system's on images. */
public final class Census {
    private final HostParts host;

    /** Of that host. */
    public Census(HostParts host) {
        this.host = host;
    }

    /**
     * Counts. Nothing is searched for secrets here.
     *
     * @throws io.longhaul.schemas.failure.LonghaulException when libvirt or a storage does not answer
     */
    public NodeCensus take() {
        NodeCensus files = files();
        return guests(files.files(), files.storages());
    }

    /**
     * Counts the files only.
     *
     * @throws io.longhaul.schemas.failure.LonghaulException when a storage does not answer
     */
    public NodeCensus files() {
        Map<String, Storage> storages = new TreeMap<>(host.storages());
        return new NodeCensus(
                host.config().node(),
                List.of(),
                List.of(),
                storages.values().stream()
                        .flatMap(storage -> storage.files().stream())
                        .toList(),
                List.copyOf(storages.keySet()),
                0,
                List.of(),
                List.of());
    }

    /**
     * Counts the guests only.
     *
     * @throws io.longhaul.schemas.failure.LonghaulException when libvirt does not answer
     */
    public NodeCensus guests() {
        return guests(List.of(), List.of());
    }

    private NodeCensus guests(List<FoundFile> files, List<String> storages) {
        Map<String, Boolean> domains = host.domains().all();
        return new NodeCensus(
                host.config().node(),
                domains.entrySet().stream()
                        .map(domain -> new FoundDomain(domain.getKey(), domain.getValue()))
                        .toList(),
                processes(domains),
                files,
                storages,
                0,
                List.of(),
                List.of());
    }

    /** Another libvirt may run on this machine; its processes are its own affair unless they use our storages. */
    private List<FoundProcess> processes(Map<String, Boolean> domains) {
        List<String> folders = host.config().storages().values().stream()
                .map(folder -> folder.toAbsolutePath().normalize() + "/")
                .toList();
        return QemuProcess.all().stream()
                .filter(process ->
                        domains.containsKey(process.guest()) || folders.stream().anyMatch(process::names))
                .map(process -> new FoundProcess(process.guest(), process.pid()))
                .toList();
    }
}
