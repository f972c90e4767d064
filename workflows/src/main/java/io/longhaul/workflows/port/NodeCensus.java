package io.longhaul.workflows.port;

import io.longhaul.schemas.api.AuditFinding;
import java.util.List;

/**
 * What is on a host, whoever put it there.
 *
 * @param node the node's name
 * @param domains those of its libvirt
 * @param processes QEMU processes that have to do with its libvirt or its storages, known to libvirt or not
 * @param files all that lies in its storages
 * @param storages names of the storages that were listed
 * @param searched how many texts were searched for the node's secrets
 * @param secrets where one was found
 * @param unseen what could not be looked at, and why
 */
public record NodeCensus(
        String node,
        List<FoundDomain> domains,
        List<FoundProcess> processes,
        List<FoundFile> files,
        List<String> storages,
        long searched,
        List<AuditFinding> secrets,
        List<String> unseen) {
    public NodeCensus {
        domains = List.copyOf(domains);
        processes = List.copyOf(processes);
        files = List.copyOf(files);
        storages = List.copyOf(storages);
        secrets = List.copyOf(secrets);
        unseen = List.copyOf(unseen);
    }

    /** The same with what came out of the search for secrets. */
    public NodeCensus with(long texts, List<AuditFinding> found, List<String> notSearched) {
        return new NodeCensus(node, domains, processes, files, storages, texts, found, notSearched);
    }

    /** The same with other files. */
    public NodeCensus with(List<FoundFile> others) {
        return new NodeCensus(node, domains, processes, others, storages, searched, secrets, unseen);
    }

    /**
     * A domain.
     *
     * @param name its name, which for one of ours is the VM's id
     * @param running whether it runs
     */
    public record FoundDomain(String name, boolean running) {}

    /**
     * A QEMU process.
     *
     * @param vm the name of its guest; empty: it has none
     * @param pid its process id
     */
    public record FoundProcess(String vm, long pid) {}

    /**
     * A file in a storage.
     *
     * @param storage the storage's name
     * @param name the file's name
     * @param kind what the name says that it is
     * @param id the volume's or the VM's id; empty for a foreign one
     */
    public record FoundFile(String storage, String name, FileKind kind, String id) {
        /** What it is known by: the id, or the name of a foreign one. */
        String key() {
            return id.isEmpty() ? name : id;
        }
    }

    /** What a file in a storage is, by its name. */
    public enum FileKind {
        VOLUME,
        /** A volume that is not whole yet. */
        PARTIAL_VOLUME,
        SEED,
        /** A NoCloud disk that is not whole yet. */
        PARTIAL_SEED,
        /** Nothing that Longhaul makes. */
        FOREIGN
    }
}
