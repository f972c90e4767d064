package io.longhaul.host.storage;

import io.longhaul.host.image.ImageInfo;
import java.nio.file.Path;
import java.util.List;

/** Where an import writes: beside the volume's name, until the volume is whole. */
public interface ImportTarget {
    /** How the tool that writes is found again. */
    String mark();

    /** The file that takes what the tool says. */
    Path output();

    /** Makes what must be there before the tool begins. */
    Destination prepare(ImageInfo image);

    /** Changes whenever the tool has written. */
    long written();

    /** Whether the last words of a tool that failed may be about the target, and not only about the image that it read. */
    boolean isBlamedBy(String words);

    /** Gives what was written the volume's name; after that it lasts, whole. */
    void publish();

    /**
     * What {@code qemu-img convert} is told.
     *
     * @param options for instance {@code -O}, {@code qcow2}
     * @param name its last word
     */
    record Destination(List<String> options, String name) {
        public Destination {
            options = List.copyOf(options);
        }
    }

    /** Removes what was written; false: there was nothing. */
    boolean discard();
}
