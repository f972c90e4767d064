package io.longhaul.host.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The header of a sparse VMDK extent as it stands in the file, unchecked; offsets and sizes in sectors of 512 bytes.
 * See VMware's "Virtual Disk Format 5.0", hosted sparse extents.
 */
record VmdkHeader(
        String magic,
        int version,
        int flags,
        long capacity,
        long grainSize,
        long descriptorOffset,
        long descriptorSize,
        int entriesPerTable,
        long directoryOffset,
        int compression) {

    static final int SECTOR = 512;
    /** In the directory's offset: the real one is in a footer, 1024 bytes before the end. */
    static final long DIRECTORY_AT_END = -1L;

    static VmdkHeader read(ImageBytes bytes, long offset, String what) throws IOException, ImageRefusedException {
        ByteBuffer head = bytes.read(offset, SECTOR, ByteOrder.LITTLE_ENDIAN, what);
        byte[] magic = new byte[4];
        head.get(0, magic);
        return new VmdkHeader(
                new String(magic, StandardCharsets.ISO_8859_1),
                head.getInt(4),
                head.getInt(8),
                head.getLong(12),
                head.getLong(20),
                head.getLong(28),
                head.getLong(36),
                head.getInt(44),
                head.getLong(56),
                Short.toUnsignedInt(head.getShort(77)));
    }

    /** Both bits that make an extent a stream: compressed grains, and markers before them. */
    boolean isStream() {
        return (flags & 0x30000) == 0x30000 && compression == 1;
    }
}
