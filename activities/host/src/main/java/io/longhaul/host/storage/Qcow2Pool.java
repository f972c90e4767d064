package io.longhaul.host.storage;

import io.longhaul.host.Names;
import io.longhaul.workflows.port.NodeCensus.FileKind;
import io.longhaul.workflows.port.NodeCensus.FoundFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of one qcow2 storage lie.
 *
 * @param name the storage's name
 * @param folder absolute path of the pool
 * @param work folder for the output of tools, on the node and never shared
 */
public record Qcow2Pool(String name, Path folder, Path work) {
    private static final Map<String, FileKind> KINDS = Map.of(
            "qcow2", FileKind.VOLUME,
            "qcow2.part", FileKind.PARTIAL_VOLUME,
            "seed.img", FileKind.SEED,
            "seed.img.part", FileKind.PARTIAL_SEED);
    private static final Pattern OURS =
            Pattern.compile("((?:vol|vm|tpl)_[a-z0-9]+)\\.(qcow2|qcow2\\.part|seed\\.img|seed\\.img\\.part)");

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

    /** Where the VM's NoCloud disk lies. */
    public Path seed(String vm) {
        return folder.resolve(Names.requireId(vm) + ".seed.img");
    }

    /** What a file in the folder is, by its name. */
    public FoundFile found(String file) {
        Matcher ours = OURS.matcher(file);
        return ours.matches()
                ? new FoundFile(name, file, KINDS.get(ours.group(2)), ours.group(1))
                : new FoundFile(name, file, FileKind.FOREIGN, "");
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
