package io.longhaul.host.image;

import static io.longhaul.host.image.VmdkHeader.SECTOR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The checks of a VMDK: a stream-optimized extent whose descriptor names only itself, with all its grains there. */
final class VmdkInspection {
    private static final long LARGEST_DESCRIPTOR_SECTORS = 128;

    private final ImageBytes bytes;
    private final Path file;
    private final long limitBytes;

    VmdkInspection(ImageBytes bytes, Path file, long limitBytes) {
        this.bytes = bytes;
        this.file = file;
        this.limitBytes = limitBytes;
    }

    long virtualSize() throws IOException, ImageRefusedException {
        VmdkHeader header = VmdkHeader.read(bytes, 0, "header");
        requireSane(header);
        VmdkDescriptor.requireStreamOptimized(descriptor(header), header.capacity(), file);
        if (!header.isStream()) {
            throw refused(ImageFault.UNKNOWN_FEATURE, "the image says streamOptimized but is not a compressed stream");
        }
        requireGrains(header, directoryOffset(header));
        return header.capacity() * SECTOR;
    }

    private void requireSane(VmdkHeader header) throws ImageRefusedException {
        if (header.version() < 1 || header.version() > 3) {
            throw refused(ImageFault.UNKNOWN_FEATURE, "the image's vmdk version is unknown");
        }
        // QEMU takes a header without capacity for a mere envelope of a descriptor, and opens the files it names.
        if (header.capacity() == 0) {
            throw refused(ImageFault.HAS_EXTERNAL_EXTENT, "the image is only a descriptor of other files");
        }
        if (header.capacity() < 0 || header.capacity() > Long.MAX_VALUE / SECTOR) {
            throw refused(ImageFault.TOO_LARGE, "the image's virtual size is absurd");
        }
        ImageInspector.requireWithin(limitBytes, header.capacity() * SECTOR);
        boolean grainIsSane =
                Long.bitCount(header.grainSize()) == 1 && header.grainSize() >= 8 && header.grainSize() <= 2048;
        if (!grainIsSane || header.entriesPerTable() < 1 || header.entriesPerTable() > 512) {
            throw refused(ImageFault.CORRUPT, "the image's grains or tables have an absurd size");
        }
    }

    private String descriptor(VmdkHeader header) throws IOException, ImageRefusedException {
        long sectors = header.descriptorSize();
        if (header.descriptorOffset() <= 0 || sectors <= 0 || sectors > LARGEST_DESCRIPTOR_SECTORS) {
            throw refused(ImageFault.CORRUPT, "the image has no embedded descriptor of a sane size");
        }
        if (header.descriptorOffset() > bytes.length() / SECTOR) {
            throw refused(ImageFault.TRUNCATED, "the image is cut off before its descriptor");
        }
        ByteBuffer text =
                bytes.read(header.descriptorOffset() * SECTOR, sectors * SECTOR, ByteOrder.LITTLE_ENDIAN, "descriptor");
        String all = StandardCharsets.ISO_8859_1.decode(text).toString();
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }

    private long directoryOffset(VmdkHeader header) throws IOException, ImageRefusedException {
        if (header.directoryOffset() != VmdkHeader.DIRECTORY_AT_END) {
            return header.directoryOffset();
        }
        VmdkHeader footer = VmdkHeader.read(bytes, bytes.length() - 2 * SECTOR, "footer");
        if (!footer.magic().equals("KDMV")) {
            throw refused(ImageFault.TRUNCATED, "the image is cut off: its footer is missing");
        }
        boolean same = footer.capacity() == header.capacity()
                && footer.grainSize() == header.grainSize()
                && footer.entriesPerTable() == header.entriesPerTable()
                && footer.flags() == header.flags()
                && footer.compression() == header.compression()
                && footer.version() == header.version();
        if (!same || footer.directoryOffset() == VmdkHeader.DIRECTORY_AT_END) {
            throw refused(ImageFault.CORRUPT, "header and footer of the image differ");
        }
        return footer.directoryOffset();
    }

    private void requireGrains(VmdkHeader header, long directorySector) throws IOException, ImageRefusedException {
        long sectorsPerTable = header.grainSize() * header.entriesPerTable();
        long tables = (header.capacity() - 1) / sectorsPerTable + 1;
        ByteBuffer directory = sectors(directorySector, tables * 4, "grain directory");
        for (int i = 0; i < tables; i++) {
            long table = Integer.toUnsignedLong(directory.getInt(i * 4));
            if (table != 0) {
                ByteBuffer grains = sectors(table, header.entriesPerTable() * 4L, "grain table");
                for (int j = 0; j < header.entriesPerTable(); j++) {
                    requireGrain(Integer.toUnsignedLong(grains.getInt(j * 4)));
                }
            }
        }
    }

    private void requireGrain(long sector) throws IOException, ImageRefusedException {
        if (sector <= 1) {
            return; // not allocated, or known to be zero
        }
        ByteBuffer marker = sectors(sector, 12, "grain");
        long size = Integer.toUnsignedLong(marker.getInt(8));
        if (!bytes.holds(sector * SECTOR + 12, size)) {
            throw refused(ImageFault.TRUNCATED, "the image is cut off inside a grain");
        }
    }

    private ByteBuffer sectors(long sector, long count, String what) throws IOException, ImageRefusedException {
        if (sector <= 0 || sector > bytes.length() / SECTOR) {
            throw refused(ImageFault.TRUNCATED, "the image is cut off: its " + what + " is outside the file");
        }
        return bytes.read(sector * SECTOR, count, ByteOrder.LITTLE_ENDIAN, what);
    }

    private static ImageRefusedException refused(ImageFault fault, String message) {
        return new ImageRefusedException(fault, message);
    }
}
