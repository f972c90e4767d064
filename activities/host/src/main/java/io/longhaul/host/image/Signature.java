package io.longhaul.host.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The marks by which QEMU, or a person, would take a file for something other than a raw disk.
 *
 * <p>The list follows the {@code *_probe} functions in QEMU's {@code block/}, and adds what QEMU does not probe but
 * what is no disk either (archives, the trailers of fixed VHD and DMG). An ISO 9660 file is not listed: to QEMU it is
 * raw, and hybrid images of installers boot as disks.
 */
enum Signature {
    QCOW2("qcow2", 0, "514649fb"),
    VMDK_SPARSE("vmdk", 0, ascii("KDMV")),
    VMDK_ESX_SPARSE("vmdk (ESX sparse)", 0, ascii("COWD")),
    VMDK_DESCRIPTOR("vmdk descriptor", 0, "") {
        @Override
        boolean matches(ImageBytes bytes) throws IOException, ImageRefusedException {
            return looksLikeDescriptor(bytes);
        }
    },
    VDI("vdi", 0x40, "7f10dabe"),
    VHD("vhd", 0, ascii("conectix")) {
        @Override
        boolean matches(ImageBytes bytes) throws IOException, ImageRefusedException {
            return super.matches(bytes) || endsWith(bytes, "conectix");
        }
    },
    VHDX("vhdx", 0, ascii("vhdxfile")),
    QED("qed", 0, "51454400"),
    PARALLELS("parallels", 0, ascii("WithoutFreeSpace")),
    PARALLELS_EXTENDED("parallels", 0, ascii("WithouFreSpacExt")),
    LUKS("luks", 0, "4c554b53babe"),
    BOCHS("bochs", 0, ascii("Bochs Virtual HD Image")),
    CLOOP("cloop", 0, ascii("#!/bin/sh\n#V2.0 Format\n")),
    DMG("dmg", 0, "") {
        @Override
        boolean matches(ImageBytes bytes) throws IOException, ImageRefusedException {
            return endsWith(bytes, "koly");
        }
    },
    GZIP("gzip archive", 0, "1f8b08"),
    XZ("xz archive", 0, "fd377a585a00"),
    ZSTD("zstd archive", 0, "28b52ffd"),
    ZIP("zip archive", 0, "504b0304"),
    TAR("tar archive (ova)", 257, ascii("ustar"));

    private final String description;
    private final long offset;
    /** Hexadecimal: an array would make the constant mutable. */
    private final String mark;

    Signature(String description, long offset, String mark) {
        this.description = description;
        this.offset = offset;
        this.mark = mark;
    }

    String description() {
        return description;
    }

    boolean matches(ImageBytes bytes) throws IOException, ImageRefusedException {
        return bytes.hasAt(offset, HexFormat.of().parseHex(mark));
    }

    static Set<Signature> allIn(ImageBytes bytes) throws IOException, ImageRefusedException {
        Set<Signature> found = EnumSet.noneOf(Signature.class);
        for (Signature signature : values()) {
            if (signature.matches(bytes)) {
                found.add(signature);
            }
        }
        return found;
    }

    /** As QEMU's vmdk_probe: comments and blank lines, then {@code version=}; and the usual first comment itself. */
    private static boolean looksLikeDescriptor(ImageBytes bytes) throws IOException, ImageRefusedException {
        int head = (int) Math.min(bytes.length(), 4096);
        String text = StandardCharsets.ISO_8859_1
                .decode(bytes.read(0, head, ByteOrder.BIG_ENDIAN, "first bytes"))
                .toString();
        if (text.stripLeading().regionMatches(true, 0, "# Disk DescriptorFile", 0, 21)) {
            return true;
        }
        return text.lines()
                .dropWhile(line -> line.isBlank() || line.startsWith("#"))
                .findFirst()
                .filter(line -> line.strip().regionMatches(true, 0, "version=", 0, 8))
                .isPresent();
    }

    private static boolean endsWith(ImageBytes bytes, String trailerMark) throws IOException, ImageRefusedException {
        return bytes.hasAt(bytes.length() - 512, trailerMark.getBytes(StandardCharsets.US_ASCII));
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
