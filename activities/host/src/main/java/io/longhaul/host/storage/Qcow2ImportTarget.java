package io.longhaul.host.storage;

import io.longhaul.host.Failures;
import io.longhaul.host.image.ImageInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A qcow2 file beside the volume's. */
record Qcow2ImportTarget(Qcow2Pool pool, String volume) implements ImportTarget {

    @Override
    public String mark() {
        return pool.mark("import", volume);
    }

    @Override
    public Path output() {
        return pool.output(volume);
    }

    @Override
    public Destination prepare(ImageInfo image) {
        // The default cache mode of the target is "unsafe": it would end without the data being on the disk.
        return new Destination(
                List.of("-O", "qcow2", "-t", "writeback", "-o", "compat=1.1"),
                pool.partial(volume).toString());
    }

    @Override
    public long written() {
        return ToolOutput.lastChange(pool.partial(volume));
    }

    @Override
    public boolean isBlamedBy(String words) {
        return words.contains("error while writing");
    }

    @Override
    public void publish() {
        try {
            Durable.publish(pool.partial(volume), pool.volume(volume));
        } catch (IOException e) {
            throw Failures.storage("the volume " + volume + " cannot be written", e);
        }
    }

    @Override
    public boolean discard() {
        try {
            return Durable.remove(pool.partial(volume));
        } catch (IOException e) {
            throw Failures.storage("the unfinished volume " + volume + " cannot be removed", e);
        }
    }
}
