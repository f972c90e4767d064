package io.longhaul.host.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the header of one of our own qcow2 files says, read without any tool and without taking QEMU's image lock, so
 * that it may be asked at any moment, while a guest runs as well.
 *
 * @param virtualBytes guest-visible size in bytes
 * @param backing the backing file's name as it stands in the header; empty: the file is independent
 */
public record Qcow2Facts(long virtualBytes, Optional<String> backing) {
    private static final int LONGEST_NAME = 1023;

    /**
     * The facts of that file.
     *
     * @throws IOException when it cannot be read or is no qcow2 file
     */
    public static Qcow2Facts read(Path file) throws IOException {
        try (ImageBytes bytes = ImageBytes.open(file)) {
            if (!Signature.QCOW2.matches(bytes)) {
                throw new IOException("no qcow2 file: " + file);
            }
            Qcow2Header header = Qcow2Header.read(bytes);
            return new Qcow2Facts(header.virtualSize(), backing(bytes, header.backingFileOffset()));
        } catch (ImageRefusedException e) {
            throw new IOException("unreadable qcow2 file " + file + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> backing(ImageBytes bytes, long offset) throws IOException, ImageRefusedException {
        if (offset == 0) {
            return Optional.empty();
        }
        int length = bytes.read(16, 4, ByteOrder.BIG_ENDIAN, "header").getInt(0);
        if (length < 1 || length > LONGEST_NAME) {
            throw new IOException("the backing file's name has a length of " + length);
        }
        ByteBuffer name = bytes.read(offset, length, ByteOrder.BIG_ENDIAN, "backing file's name");
        return Optional.of(StandardCharsets.UTF_8.decode(name).toString());
    }

    /** Whether the file needs no other. */
    public boolean independent() {
        return backing.isEmpty();
    }
}
