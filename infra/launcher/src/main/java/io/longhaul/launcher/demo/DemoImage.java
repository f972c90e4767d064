package io.longhaul.launcher.demo;

import io.longhaul.schemas.job.ImageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The image that the template is made from.
 *
 * @param file where it is
 * @param format what it is declared as
 * @param ours whether it is the project's own guest, which prints the checksum of its disk
 * @param sha256 of the file, in hex
 */
record DemoImage(Path file, ImageFormat format, boolean ours, String sha256) {

    /** The project's own guest, a raw disk. */
    static DemoImage ours(Path disk) {
        return new DemoImage(disk, ImageFormat.RAW, true, hash(disk));
    }

    /**
     * A user's image.
     *
     * @param declared its format; null: told by its first bytes
     * @throws DemoException when it is no readable file
     */
    static DemoImage of(Path file, ImageFormat declared) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new DemoException("there is no readable image file " + file);
        }
        return new DemoImage(file, declared == null ? guess(file) : declared, false, hash(file));
    }

    /** Whether the first sector of a raw image has the signature of a boot sector, without which no BIOS boots it. */
    boolean hasBootSignature() {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] sector = stream.readNBytes(512);
            return sector.length == 512 && sector[510] == 0x55 && sector[511] == (byte) 0xaa;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The template's name: the same content always has the same, so that a later run finds it. */
    String templateName() {
        return "demo-" + sha256.substring(0, 16);
    }

    /** Puts the file where nodes take images from; returns its name there. */
    String placeIn(Path images) {
        Path target = images.resolve(templateName() + "." + format.wireName());
        try {
            Files.createDirectories(images);
            if (!Files.exists(target)) {
                Path part = images.resolve(target.getFileName() + ".part");
                Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + file + " into " + images, e);
        }
        return target.getFileName().toString();
    }

    /** The format that the first bytes name; what names none is raw. The node inspects the image in any case. */
    private static ImageFormat guess(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] start = stream.readNBytes(4);
            if (Arrays.equals(start, new byte[] {'Q', 'F', 'I', (byte) 0xfb})) {
                return ImageFormat.QCOW2;
            }
            boolean vmdk = Arrays.equals(start, new byte[] {'K', 'D', 'M', 'V'})
                    || file.toString().toLowerCase(Locale.ROOT).endsWith(".vmdk");
            return vmdk ? ImageFormat.VMDK : ImageFormat.RAW;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String hash(Path file) {
        try (DigestInputStream stream =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
