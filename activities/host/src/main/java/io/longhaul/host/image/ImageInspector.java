package io.longhaul.host.image;

import io.longhaul.schemas.job.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a foreign image may be opened by QEMU's tools: exactly one format matches, it is the declared one,
 * and nothing in it leads out of the file.
 *
 * <p>The tools follow backing files, data files and extents to any path that they may read, so an image is a request
 * to read files of the host. Hence it is refused here, before the first of them sees it.
 */
public final class ImageInspector {
    /** 64 TiB, far beyond any disk of this cloud. */
    public static final long DEFAULT_LIMIT_BYTES = 64L << 40;

    private final long limitBytes;

    /** An inspector that accepts virtual sizes up to that many bytes. */
    public ImageInspector(long limitBytes) {
        if (limitBytes <= 0) {
            throw new IllegalArgumentException("the limit must be positive");
        }
        this.limitBytes = limitBytes;
    }

    /**
     * What the image is.
     *
     * @throws ImageRefusedException when it must not be opened
     * @throws IOException when the host could not read it
     */
    public ImageInfo inspect(Path file, ImageFormat declared) throws IOException, ImageRefusedException {
        try (ImageBytes bytes = ImageBytes.open(file)) {
            FileIdentity identity = FileIdentity.of(file);
            if (bytes.length() == 0) {
                throw new ImageRefusedException(ImageFault.TRUNCATED, "the image is empty");
            }
            requireOnly(declared, Signature.allIn(bytes));
            long virtualSize = switch (declared) {
                case RAW -> roundUpToSector(bytes.length());
                case QCOW2 -> new Qcow2Inspection(bytes, limitBytes).virtualSize();
                case VMDK -> new VmdkInspection(bytes, file, limitBytes).virtualSize();
            };
            requireWithin(limitBytes, virtualSize);
            return new ImageInfo(declared, virtualSize, identity);
        }
    }

    static void requireWithin(long limitBytes, long virtualSize) throws ImageRefusedException {
        if (virtualSize == 0) {
            throw new ImageRefusedException(ImageFault.CORRUPT, "the image's virtual size is zero");
        }
        // Sizes are unsigned in the headers: a negative one is larger than any limit.
        if (virtualSize < 0 || virtualSize > limitBytes) {
            throw new ImageRefusedException(
                    ImageFault.TOO_LARGE,
                    "the image's virtual size of " + Long.toUnsignedString(virtualSize)
                            + " bytes is above the limit of " + limitBytes);
        }
    }

    private static void requireOnly(ImageFormat declared, Set<Signature> found) throws ImageRefusedException {
        Set<Signature> expected = switch (declared) {
            case RAW -> EnumSet.noneOf(Signature.class);
            case QCOW2 -> EnumSet.of(Signature.QCOW2);
            case VMDK -> EnumSet.of(Signature.VMDK_SPARSE);
        };
        if (!found.equals(expected)) {
            String seen = found.isEmpty()
                    ? "no known format"
                    : found.stream().map(Signature::description).collect(Collectors.joining(" and "));
            throw new ImageRefusedException(
                    ImageFault.FORMAT_MISMATCH,
                    "the image is declared " + declared.wireName() + " but looks like " + seen);
        }
    }

    private static long roundUpToSector(long bytes) {
        return (bytes + 511) / 512 * 512;
    }
}
