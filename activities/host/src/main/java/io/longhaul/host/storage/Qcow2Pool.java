package io.longhaul.host.storage;

import io.longhaul.host.Names;
import java.nio.file.Path;

/**
 * Where the files of one qcow2 storage lie.
 *
 * @param name the storage's name
 * @param folder absolute path of the pool
 * @param work folder for the output of tools, on the node and never shared
 */
public record Qcow2Pool(String name, Path folder, Path work) {
    public Qcow2Pool {
        // QEMU's tools take "a:b" before the first slash as a protocol and "-x" as an option; an absolute path is
        // neither.
        if (!folder.isAbsolute() || !work.isAbsolute()) {
            throw new IllegalArgumentException("a storage needs absolute paths: " + folder + ", " + work);
        }
        folder = folder.normalize();
    }

    /** The volume's file. */
    public Path volume(String volume) {
        return folder.resolve(Names.requireId(volume) + ".qcow2");
    }

    /** The volume's file while it is being made; renamed when it is whole. */
    public Path partial(String volume) {
        return folder.resolve(Names.requireId(volume) + ".qcow2.part");
    }

    /** What the tool that works on the volume writes. */
    public Path output(String volume) {
        return work.resolve(Names.requireId(volume) + ".out");
    }

    /** The list of the volume's extents while its content is read. */
    public Path map(String volume) {
        return work.resolve(Names.requireId(volume) + ".map");
    }

    /** The parent of a volume into which QEMU pulls, until all of it is known to be on the disk. */
    public Path pull(String volume) {
        return work.resolve(Names.requireId(volume) + ".pull");
    }

    /** How the tool that works on the volume is found again. */
    public String mark(String kind, String volume) {
        return kind + ":" + Names.requireId(volume);
    }
}
