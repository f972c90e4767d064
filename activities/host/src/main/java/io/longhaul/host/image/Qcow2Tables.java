package io.longhaul.host.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the two levels of a qcow2 image's mapping and proves that every cluster it names is in the file. QEMU reads
 * what is missing at the end of a file as zeros, so a cut-off image would become a template with holes in it.
 */
final class Qcow2Tables {
    private static final long OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;
    private static final long COMPRESSED = 1L << 62;

    private final ImageBytes bytes;
    private final Qcow2Header header;
    private final long clusterSize;
    private final int entryBytes;
    /** L2 tables do not share clusters, so together they are never longer than the file: this bounds the walk. */
    private long tableBytesLeft;

    Qcow2Tables(ImageBytes bytes, Qcow2Header header) {
        this.bytes = bytes;
        this.header = header;
        this.clusterSize = header.clusterSize();
        this.entryBytes = header.hasFeature(Qcow2Inspection.EXTENDED_L2) ? 16 : 8;
        this.tableBytesLeft = bytes.length();
    }

    void requireComplete() throws IOException, ImageRefusedException {
        requireTable(
                header.refcountOffset(),
                Integer.toUnsignedLong(header.refcountClusters()) * clusterSize,
                "reference count table");
        long perL2 = clusterSize / entryBytes * clusterSize;
        long needed = (header.virtualSize() - 1) / perL2 + 1;
        long entries = Integer.toUnsignedLong(header.l1Entries());
        if (entries < needed || entries > ImageBytes.MAXIMUM_READ / 8) {
            throw corrupt("the first-level table of " + entries + " entries does not fit the virtual size");
        }
        requireTable(header.l1Offset(), entries * 8, "first-level table");
        ByteBuffer l1 = bytes.read(header.l1Offset(), entries * 8, ByteOrder.BIG_ENDIAN, "first-level table");
        for (int i = 0; i < needed; i++) {
            long offset = l1.getLong(i * 8) & OFFSET_MASK;
            if (offset != 0) {
                requireL2(offset, i * perL2);
            }
        }
    }

    private void requireTable(long offset, long length, String what) throws ImageRefusedException {
        if (length == 0 || offset <= 0 || offset % clusterSize != 0) {
            throw corrupt("the " + what + " is misplaced");
        }
        if (!bytes.holds(offset, length)) {
            throw new ImageRefusedException(ImageFault.TRUNCATED, "the image is cut off inside its " + what);
        }
    }

    private void requireL2(long offset, long firstGuestByte) throws IOException, ImageRefusedException {
        tableBytesLeft -= clusterSize;
        if (offset % clusterSize != 0 || tableBytesLeft < 0) {
            throw corrupt("its second-level tables are misplaced or share clusters");
        }
        ByteBuffer l2 = bytes.read(offset, clusterSize, ByteOrder.BIG_ENDIAN, "second-level table");
        for (int i = 0; i < clusterSize / entryBytes; i++) {
            long guest = firstGuestByte + i * clusterSize;
            if (guest >= header.virtualSize()) {
                return;
            }
            requireCluster(l2.getLong(i * entryBytes), Math.min(clusterSize, header.virtualSize() - guest));
        }
    }

    private void requireCluster(long entry, long wanted) throws ImageRefusedException {
        if ((entry & COMPRESSED) != 0) {
            int offsetBits = 62 - (header.clusterBits() - 8);
            long offset = entry & ((1L << offsetBits) - 1);
            requireInside(offset, 1);
            return;
        }
        long offset = entry & OFFSET_MASK;
        if (offset == 0) {
            return;
        }
        if (offset % clusterSize != 0) {
            throw corrupt("it names a cluster at an odd offset");
        }
        requireInside(offset, wanted);
    }

    private void requireInside(long offset, long count) throws ImageRefusedException {
        if (!bytes.holds(offset, count)) {
            throw new ImageRefusedException(
                    ImageFault.TRUNCATED, "the image is cut off: it names data beyond the end of the file");
        }
    }

    private static ImageRefusedException corrupt(String message) {
        return new ImageRefusedException(ImageFault.CORRUPT, "the image is corrupt: " + message);
    }
}
