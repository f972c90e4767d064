package io.longhaul.host.storage;

import io.longhaul.host.Failures;
import io.longhaul.host.image.Qcow2Facts;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A small file beside the tools' output that holds the backing file's path. */
final class Qcow2PullRecord implements PullRecord {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Qcow2Pool pool;
    private final String volume;
    private final ToolRunner tools;

    Qcow2PullRecord(Qcow2Pool pool, String volume, ToolRunner tools) {
        this.pool = pool;
        this.volume = volume;
        this.tools = tools;
    }

    @Override
    public void begin() {
        try {
            Optional<String> backing = Qcow2Facts.read(pool.volume(volume)).backing();
            if (backing.isPresent()) {
                Path part = pool.work().resolve(volume + ".pull.part");
                Files.writeString(part, backing.get());
                Durable.publish(part, pool.pull(volume));
            }
        } catch (IOException e) {
            throw Failures.storage("the parent of " + volume + " cannot be noted", e);
        }
    }

    @Override
    public boolean open() {
        return Files.exists(pool.pull(volume));
    }

    @Override
    public boolean restoreParent() {
        try {
            if (!open() || !Qcow2Facts.read(pool.volume(volume)).independent()) {
                return false;
            }
            String parent = Files.readString(pool.pull(volume));
            String file = pool.volume(volume).toString();
            List<String> command =
                    List.of("qemu-img", "rebase", "-u", "-f", "qcow2", "-F", "qcow2", "-b", parent, file);
            tools.run(Tool.quick(command), new byte[0], DEADLINE);
            return true;
        } catch (IOException e) {
            throw Failures.storage("the parent of " + volume + " cannot be given back", e);
        }
    }

    @Override
    public void confirm() {
        try {
            Durable.remove(pool.pull(volume));
        } catch (IOException e) {
            throw Failures.storage("the note of " + volume + "'s parent cannot be removed", e);
        }
    }
}
