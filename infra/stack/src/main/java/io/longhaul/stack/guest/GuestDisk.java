package io.longhaul.stack.guest;

import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Puts a bootable disk together without loop devices, mounts or rights: MBR, one FAT partition, SYSLINUX. */
final class GuestDisk {

    private static final int SECTOR = 512;
    private static final long PARTITION_START = 1L << 20;
    private static final long PARTITION_SIZE = GuestImage.SIZE - PARTITION_START;

    /** Incompressible content that nobody reads, so that copying this disk takes as long as copying a real one. */
    private static final int PAYLOAD_BYTES = 32 << 20;

    private GuestDisk() {}

    /** Writes {@code disk.raw} into {@code folder}. */
    static void build(Path kernel, Path initramfs, String commandLine, Path folder) {
        try {
            Path partition = folder.resolve("partition");
            Path payload = folder.resolve("payload");
            Path menu = folder.resolve("syslinux.cfg");
            Files.writeString(menu, menu(commandLine));
            writePayload(payload);
            setLength(partition, PARTITION_SIZE);
            Command.of(
                            "mkfs.vfat",
                            "-F",
                            "16",
                            "-n",
                            "LONGHAUL",
                            "-h",
                            Long.toString(PARTITION_START / SECTOR),
                            partition.toString())
                    .run();
            copyIn(partition, kernel, "vmlinuz");
            copyIn(partition, initramfs, "initrd");
            copyIn(partition, menu, "syslinux.cfg");
            copyIn(partition, payload, "payload");
            Command.of("syslinux", "--install", partition.toString()).run();
            Path disk = folder.resolve("disk.raw");
            assemble(partition, disk);
            for (Path done : List.of(partition, payload, menu)) {
                Files.delete(done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build the guest's disk", e);
        }
    }

    private static String menu(String commandLine) {
        return "DEFAULT longhaul\nPROMPT 0\nLABEL longhaul\n  KERNEL /vmlinuz\n  INITRD /initrd\n  APPEND "
                + commandLine + "\n";
    }

    private static void copyIn(Path partition, Path file, String name) {
        Command.of("mcopy", "-i", partition.toString(), file.toString(), "::" + name)
                .with("MTOOLS_SKIP_CHECK", "1")
                .run();
    }

    private static void assemble(Path partition, Path disk) throws IOException {
        setLength(disk, GuestImage.SIZE);
        try (RandomAccessFile target = new RandomAccessFile(disk.toFile(), "rw");
                var source = Files.newByteChannel(partition)) {
            target.write(bootSector());
            target.getChannel().transferFrom(source, PARTITION_START, PARTITION_SIZE);
        }
    }

    /** SYSLINUX's code, and a table with one active partition of type 0x0e (FAT16, LBA). */
    private static byte[] bootSector() throws IOException {
        Path code = Path.of("/usr/lib/syslinux/mbr/mbr.bin");
        if (!Files.exists(code)) {
            throw new StackException("no " + code + "; install the package syslinux-common");
        }
        ByteBuffer sector = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        sector.put(GuestImage.firstBytes(code, 440));
        sector.position(446);
        sector.put((byte) 0x80).put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff});
        sector.put((byte) 0x0e).put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff});
        sector.putInt((int) (PARTITION_START / SECTOR)).putInt((int) (PARTITION_SIZE / SECTOR));
        sector.position(510);
        sector.put((byte) 0x55).put((byte) 0xaa);
        return sector.array();
    }

    private static void setLength(Path file, long length) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            target.setLength(length);
        }
    }

    private static void writePayload(Path file) throws IOException {
        byte[] block = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream stream = Files.newOutputStream(file)) {
            for (int written = 0; written < PAYLOAD_BYTES; written += block.length) {
                random.nextBytes(block);
                stream.write(block);
            }
        }
    }
}
