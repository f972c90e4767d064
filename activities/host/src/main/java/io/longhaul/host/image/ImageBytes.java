package io.longhaul.host.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a foreign image, read at bounded offsets.
 *
 * <p>INVARIANT: a read never leaves the file and never takes more than {@link #MAXIMUM_READ} bytes, whatever the
 * offsets and lengths in the image say.
 */
final class ImageBytes implements Closeable {
    static final int MAXIMUM_READ = 32 << 20;

    private final FileChannel channel;
    private final long length;

    private ImageBytes(FileChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    static ImageBytes open(Path file) throws IOException, ImageRefusedException {
        // A device, a pipe or a symbolic link to one could block the reader or show it something else later.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageRefusedException(ImageFault.NOT_READABLE, "the image is not a regular file on this node");
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return new ImageBytes(channel, channel.size());
        } catch (java.nio.file.AccessDeniedException denied) {
            throw new ImageRefusedException(ImageFault.NOT_READABLE, "the image may not be read by the node");
        }
    }

    long length() {
        return length;
    }

    boolean holds(long offset, long count) {
        return offset >= 0 && count >= 0 && offset <= length && count <= length - offset;
    }

    /** The bytes there, or a refusal as truncated, naming what was to be read. */
    ByteBuffer read(long offset, long count, ByteOrder order, String what) throws IOException, ImageRefusedException {
        if (!holds(offset, count)) {
            throw new ImageRefusedException(
                    ImageFault.TRUNCATED,
                    "the image is cut off: its " + what + " (" + count + " bytes at offset " + offset
                            + ") is outside the file of " + length + " bytes");
        }
        if (count > MAXIMUM_READ) {
            throw new ImageRefusedException(
                    ImageFault.CORRUPT, "the image's " + what + " of " + count + " bytes is absurd");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) count).order(order);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new ImageRefusedException(ImageFault.TRUNCATED, "the image shrank while it was inspected");
            }
        }
        return buffer.flip();
    }

    /** Whether exactly these bytes stand at that offset; false when the file ends before. */
    boolean hasAt(long offset, byte[] expected) throws IOException, ImageRefusedException {
        return holds(offset, expected.length)
                && read(offset, expected.length, ByteOrder.BIG_ENDIAN, "signature")
                        .equals(ByteBuffer.wrap(expected));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
