package io.longhaul.host.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fixed part of a qcow2 header as it stands in the file, unchecked; see QEMU's {@code docs/interop/qcow2.txt}.
 * Fields that version 2 lacks have the values that it implies.
 */
record Qcow2Header(
        int version,
        long backingFileOffset,
        int clusterBits,
        long virtualSize,
        int cryptMethod,
        int l1Entries,
        long l1Offset,
        long refcountOffset,
        int refcountClusters,
        int snapshots,
        long incompatible,
        int refcountOrder,
        int headerLength,
        int compressionType) {

    static final int VERSION_2_LENGTH = 72;
    static final int VERSION_3_LENGTH = 104;

    static Qcow2Header read(ImageBytes bytes) throws IOException, ImageRefusedException {
        ByteBuffer head = bytes.read(0, VERSION_2_LENGTH, ByteOrder.BIG_ENDIAN, "header");
        int version = head.getInt(4);
        ByteBuffer more = version == 3
                ? bytes.read(0, VERSION_3_LENGTH, ByteOrder.BIG_ENDIAN, "header")
                : ByteBuffer.allocate(VERSION_3_LENGTH).putInt(96, 4).putInt(100, VERSION_2_LENGTH);
        int headerLength = more.getInt(100);
        int compressionType = headerLength > VERSION_3_LENGTH && bytes.holds(VERSION_3_LENGTH, 1)
                ? bytes.read(VERSION_3_LENGTH, 1, ByteOrder.BIG_ENDIAN, "header")
                        .get(0)
                : 0;
        return new Qcow2Header(
                version,
                head.getLong(8),
                head.getInt(20),
                head.getLong(24),
                head.getInt(32),
                head.getInt(36),
                head.getLong(40),
                head.getLong(48),
                head.getInt(56),
                head.getInt(60),
                more.getLong(72),
                more.getInt(96),
                headerLength,
                compressionType);
    }

    /** Bytes of a cluster; only meaningful once the cluster bits are known to be sane. */
    long clusterSize() {
        return 1L << clusterBits;
    }

    boolean hasFeature(int bit) {
        return (incompatible & (1L << bit)) != 0;
    }
}
