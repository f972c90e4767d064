package io.longhaul.stack.guest;

import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A small bootable disk (raw) whose guest proves on the serial console {@code ttyS0} that it runs from it: lines
 * {@code LONGHAUL-GUEST ready}, {@code LONGHAUL-GUEST sha256 HEX} of the disk's first {@link #SIZE} bytes, then
 * {@code LONGHAUL-GUEST tick N} every second. With a NoCloud disk beside it also {@code instance-id} and
 * {@code hostname}; always {@code disk-bytes} and a {@code mac} per network card.
 *
 * @param file the disk; shared, so nobody writes to it
 * @param kernel the kernel by itself, for a boot without boot loader
 * @param initramfs the user space by itself
 */
public record GuestImage(Path file, Path kernel, Path initramfs) {

    /** The disk's size in bytes. */
    public static final long SIZE = 64L << 20;

    /** Raised when the way of building changes, so that cached images are built again. */
    private static final String BUILD = "3";

    /** The image, built unless the cache has it (about ten seconds). */
    public static GuestImage of(LonghaulHome home, GuestVariant variant) {
        Path cache = home.cache().resolve("guest");
        GuestKernel kernel = GuestKernel.unpacked(cache);
        String key = hash(BUILD + GuestInitramfs.initScript()).substring(0, 12);
        Path folder = Folders.createOnce(cache.resolve(variant.word() + "-" + key), part -> {
            Path scratch = part.resolve("scratch");
            GuestInitramfs.build(kernel, scratch, part.resolve("initramfs"));
            Folders.delete(scratch);
            GuestDisk.build(kernel.image(), part.resolve("initramfs"), commandLine(variant), part);
        });
        return new GuestImage(folder.resolve("disk.raw"), kernel.image(), folder.resolve("initramfs"));
    }

    /** SHA-256 of the disk in lower-case hexadecimal, as the guest prints it. */
    public String sha256() {
        try (DigestInputStream stream = new DigestInputStream(Files.newInputStream(file), sha256Digest())) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The kernel's command line of a variant. */
    static String commandLine(GuestVariant variant) {
        return "console=ttyS0 quiet panic=-1 longhaul.bytes=" + SIZE + " longhaul.variant=" + variant.word();
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(sha256Digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Bytes of a file of the system, for the boot sector. */
    static byte[] firstBytes(Path file, int count) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(count);
        }
    }
}
