package io.longhaul.host.guest;

import io.longhaul.host.Failures;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.host.storage.Durable;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.plan.SeedPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes NoCloud disks: a FAT file system labelled {@code CIDATA}, by mtools, without loop devices or mounts. */
public final class SeedDisk {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final byte[] NO_INPUT = {};

    private final ToolRunner tools;

    /** Makes disks by those tools. */
    public SeedDisk(ToolRunner tools) {
        this.tools = tools;
    }

    /**
     * Writes the disk.
     *
     * @param userData opened user-data; null: none
     * @return false when the disk was there with this very content
     */
    public boolean write(Path target, SeedPlan plan, String userData) {
        SeedContent content = SeedContent.of(plan, userData);
        if (Files.exists(target) && read(target).filter(content::equals).isPresent()) {
            return false;
        }
        Path temporary = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(temporary);
            // Made with narrow rights before anything secret is in it.
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            run(NO_INPUT, "mformat", "-C", "-f", "1440", "-v", "CIDATA", "-i", temporary.toString(), "::");
            copyIn(temporary, "meta-data", content.metaData());
            copyIn(temporary, "user-data", content.userData());
            Durable.publish(temporary, target);
            return true;
        } catch (IOException e) {
            throw Failures.storage("the NoCloud disk cannot be written", e);
        }
    }

    private void copyIn(Path disk, String name, String text) {
        run(text.getBytes(StandardCharsets.UTF_8), "mcopy", "-o", "-i", disk.toString(), "-", "::" + name);
    }

    private Optional<SeedContent> read(Path disk) {
        try {
            return Optional.of(new SeedContent(
                    run(NO_INPUT, "mtype", "-i", disk.toString(), "::meta-data"),
                    run(NO_INPUT, "mtype", "-i", disk.toString(), "::user-data")));
        } catch (LonghaulException unreadable) {
            return Optional.empty(); // whatever it is, it is written anew
        }
    }

    private String run(byte[] input, String... command) {
        return tools.run(Tool.quick(List.of(command)), input, DEADLINE);
    }
}
