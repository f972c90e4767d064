package io.longhaul.host.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The checks of a qcow2 image, header first: nothing leads out of the file, nothing is unknown, nothing is missing. */
final class Qcow2Inspection {
    private static final int DIRTY = 0;
    private static final int CORRUPT = 1;
    private static final int DATA_FILE = 2;
    private static final int COMPRESSION_TYPE = 3;
    static final int EXTENDED_L2 = 4;
    private static final long KNOWN_FEATURES =
            1L << DIRTY | 1L << CORRUPT | 1L << DATA_FILE | 1L << COMPRESSION_TYPE | 1L << EXTENDED_L2;

    private static final int EXTENSION_END = 0;
    private static final int EXTENSION_BACKING_FORMAT = 0xE2792ACA;
    private static final int EXTENSION_FEATURE_NAMES = 0x6803f857;
    private static final int EXTENSION_BITMAPS = 0x23852875;
    private static final int EXTENSION_ENCRYPTION = 0x0537be77;
    private static final int EXTENSION_DATA_FILE = 0x44415441;

    private final ImageBytes bytes;
    private final long limitBytes;

    Qcow2Inspection(ImageBytes bytes, long limitBytes) {
        this.bytes = bytes;
        this.limitBytes = limitBytes;
    }

    long virtualSize() throws IOException, ImageRefusedException {
        Qcow2Header header = Qcow2Header.read(bytes);
        requireKnownVersion(header);
        requireSelfContained(header);
        requireKnownFeatures(header);
        requireSaneGeometry(header);
        requireKnownExtensions(header);
        ImageInspector.requireWithin(limitBytes, header.virtualSize());
        new Qcow2Tables(bytes, header).requireComplete();
        return header.virtualSize();
    }

    private static void requireKnownVersion(Qcow2Header header) throws ImageRefusedException {
        if (header.version() != 2 && header.version() != 3) {
            throw refused(
                    ImageFault.UNKNOWN_FEATURE,
                    "the image is of qcow version " + Integer.toUnsignedString(header.version())
                            + "; 2 and 3 are read");
        }
    }

    private static void requireSelfContained(Qcow2Header header) throws ImageRefusedException {
        if (header.backingFileOffset() != 0) {
            throw refused(ImageFault.HAS_BACKING_FILE, "the image has a backing file; flatten it first");
        }
        if (header.hasFeature(DATA_FILE)) {
            throw refused(ImageFault.HAS_DATA_FILE, "the image keeps its data in another file");
        }
        if (header.cryptMethod() != 0) {
            throw refused(ImageFault.ENCRYPTED, "the image is encrypted");
        }
        // A conversion would drop them silently, and the caller could not know which state became the template.
        if (header.snapshots() != 0) {
            throw refused(ImageFault.HAS_SNAPSHOTS, "the image has internal snapshots; convert it without them first");
        }
    }

    private static void requireKnownFeatures(Qcow2Header header) throws ImageRefusedException {
        long unknown = header.incompatible() & ~KNOWN_FEATURES;
        if (unknown != 0) {
            throw refused(
                    ImageFault.UNKNOWN_FEATURE,
                    "the image needs unknown features (incompatible bits 0x" + Long.toHexString(unknown) + ")");
        }
        if (header.hasFeature(CORRUPT)) {
            throw refused(ImageFault.CORRUPT, "the image is marked corrupt; repair it with qemu-img check -r all");
        }
        if (header.compressionType() > 1 || (header.compressionType() != 0) != header.hasFeature(COMPRESSION_TYPE)) {
            throw refused(ImageFault.UNKNOWN_FEATURE, "the image's compression type is unknown");
        }
    }

    private static void requireSaneGeometry(Qcow2Header header) throws ImageRefusedException {
        if (header.clusterBits() < 9 || header.clusterBits() > 21) {
            throw refused(
                    ImageFault.CORRUPT,
                    "the image's clusters of 2^" + Integer.toUnsignedString(header.clusterBits())
                            + " bytes are absurd");
        }
        if (header.refcountOrder() < 0 || header.refcountOrder() > 6) {
            throw refused(ImageFault.CORRUPT, "the image's reference counts have an absurd width");
        }
        int least = header.version() == 2 ? Qcow2Header.VERSION_2_LENGTH : Qcow2Header.VERSION_3_LENGTH;
        if (header.headerLength() < least
                || header.headerLength() % 8 != 0
                || header.headerLength() > header.clusterSize()) {
            throw refused(ImageFault.CORRUPT, "the image's header length is absurd");
        }
    }

    private void requireKnownExtensions(Qcow2Header header) throws IOException, ImageRefusedException {
        long end = header.clusterSize();
        long offset = header.headerLength();
        while (offset + 8 <= end) {
            ByteBuffer extension = bytes.read(offset, 8, ByteOrder.BIG_ENDIAN, "header extension");
            int type = extension.getInt(0);
            long length = Integer.toUnsignedLong(extension.getInt(4));
            if (type == EXTENSION_END) {
                return;
            }
            requireKnownExtension(type);
            if (length > end - offset - 8) {
                throw refused(ImageFault.CORRUPT, "a header extension of the image leaves the header");
            }
            offset += 8 + (length + 7) / 8 * 8;
        }
    }

    private static void requireKnownExtension(int type) throws ImageRefusedException {
        switch (type) {
            case EXTENSION_FEATURE_NAMES, EXTENSION_BITMAPS -> {}
            case EXTENSION_BACKING_FORMAT ->
                throw refused(ImageFault.HAS_BACKING_FILE, "the image names the format of a backing file");
            case EXTENSION_DATA_FILE ->
                throw refused(ImageFault.HAS_DATA_FILE, "the image names an external data file");
            case EXTENSION_ENCRYPTION -> throw refused(ImageFault.ENCRYPTED, "the image is encrypted");
            default ->
                throw refused(
                        ImageFault.UNKNOWN_FEATURE,
                        "the image has an unknown header extension 0x" + Integer.toHexString(type));
        }
    }

    private static ImageRefusedException refused(ImageFault fault, String message) {
        return new ImageRefusedException(fault, message);
    }
}
