package io.longhaul.host.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.longhaul.schemas.job.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageInspectorTest {
    private static final long DISK = 8L * QemuImages.MEBIBYTE;

    @TempDir
    private Path folder;

    @Test
    void acceptsEveryFormatAsDeclared() throws Exception {
        Path raw = QemuImages.raw(folder);
        accepts(raw, ImageFormat.RAW);
        accepts(QemuImages.convert(raw, "v3.qcow2", "-O", "qcow2"), ImageFormat.QCOW2);
        accepts(QemuImages.convert(raw, "v2.qcow2", "-O", "qcow2", "-o", "compat=0.10"), ImageFormat.QCOW2);
        accepts(QemuImages.convert(raw, "c.qcow2", "-c", "-O", "qcow2"), ImageFormat.QCOW2);
        accepts(
                QemuImages.convert(raw, "z.qcow2", "-c", "-O", "qcow2", "-o", "compression_type=zstd"),
                ImageFormat.QCOW2);
        accepts(
                QemuImages.convert(raw, "x.qcow2", "-O", "qcow2", "-o", "extended_l2=on,cluster_size=128k"),
                ImageFormat.QCOW2);
        accepts(QemuImages.convert(raw, "s.qcow2", "-O", "qcow2", "-o", "cluster_size=512"), ImageFormat.QCOW2);
        accepts(QemuImages.convert(raw, "d.vmdk", "-O", "vmdk", "-o", "subformat=streamOptimized"), ImageFormat.VMDK);
    }

    @Test
    void acceptsAVmdkThatWasRenamed() throws Exception {
        Path image =
                QemuImages.convert(QemuImages.raw(folder), "d.vmdk", "-O", "vmdk", "-o", "subformat=streamOptimized");
        accepts(Files.move(image, folder.resolve("renamed.vmdk")), ImageFormat.VMDK);
    }

    @ParameterizedTest
    @CsvSource({"qcow2", "vmdk", "vdi", "vpc", "vhdx", "qed", "parallels", "luks"})
    void refusesEveryOtherFormatDeclaredRaw(String format) throws Exception {
        Path image = folder.resolve("image");
        if (format.equals("luks")) {
            QemuImages.run(
                    "qemu-img",
                    "create",
                    "-f",
                    "luks",
                    "--object",
                    "secret,id=s,data=x",
                    "-o",
                    "key-secret=s,iter-time=10",
                    image.toString(),
                    "1M");
        } else {
            QemuImages.run("qemu-img", "create", "-f", format, image.toString(), "8M");
        }
        refuses(image, ImageFormat.RAW, ImageFault.FORMAT_MISMATCH);
        refuses(image, format.equals("qcow2") ? ImageFormat.VMDK : ImageFormat.QCOW2, ImageFault.FORMAT_MISMATCH);
    }

    @Test
    void refusesAFixedVhdByItsTrailer() throws Exception {
        Path image = folder.resolve("image");
        QemuImages.run("qemu-img", "create", "-f", "vpc", "-o", "subformat=fixed", image.toString(), "8M");
        refuses(image, ImageFormat.RAW, ImageFault.FORMAT_MISMATCH);
    }

    @Test
    void refusesARawDiskDeclaredAsSomethingElse() throws Exception {
        refuses(QemuImages.raw(folder), ImageFormat.QCOW2, ImageFault.FORMAT_MISMATCH);
        refuses(QemuImages.raw(folder), ImageFormat.VMDK, ImageFault.FORMAT_MISMATCH);
    }

    @Test
    void refusesAnImageOfTwoFormats() throws Exception {
        Path image = QemuImages.convert(QemuImages.raw(folder), "v3.qcow2", "-O", "qcow2");
        Files.write(
                image,
                "ustar".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                java.nio.file.StandardOpenOption.APPEND);
        accepts(image, ImageFormat.QCOW2);
        QemuImages.patch(
                image, 257, java.nio.ByteBuffer.wrap("ustar".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        refuses(image, ImageFormat.QCOW2, ImageFault.FORMAT_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "'# Disk DescriptorFile\nversion=1\ncreateType=\"monolithicFlat\"\nRW 8 FLAT \"/etc/shadow\" 0\n'",
        "'# harmless\n\n# words\nversion=1\ncreateType=\"monolithicFlat\"\nRW 8 FLAT \"/etc/shadow\" 0\n'"
    })
    void refusesADescriptorWhateverItIsDeclared(String text) throws Exception {
        Path image = Files.writeString(folder.resolve("image"), text);
        for (ImageFormat format : ImageFormat.values()) {
            refuses(image, format, ImageFault.FORMAT_MISMATCH);
        }
    }

    @Test
    void refusesWhatIsNoRegularFile() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), QemuImages.raw(folder));
        refuses(link, ImageFormat.RAW, ImageFault.NOT_READABLE);
        refuses(folder, ImageFormat.RAW, ImageFault.NOT_READABLE);
        refuses(Path.of("/dev/zero"), ImageFormat.RAW, ImageFault.NOT_READABLE);
        refuses(folder.resolve("missing"), ImageFormat.RAW, ImageFault.NOT_READABLE);
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        refuses(Files.createFile(folder.resolve("empty")), ImageFormat.RAW, ImageFault.TRUNCATED);
    }

    @Test
    void refusesARawDiskAboveTheLimit() throws Exception {
        Path raw = QemuImages.raw(folder);
        assertThatThrownBy(() -> new ImageInspector(DISK - 1).inspect(raw, ImageFormat.RAW))
                .asInstanceOf(type(ImageRefusedException.class))
                .returns(ImageFault.TOO_LARGE, ImageRefusedException::fault);
    }

    private static void accepts(Path image, ImageFormat format) throws Exception {
        ImageInfo info = new ImageInspector(ImageInspector.DEFAULT_LIMIT_BYTES).inspect(image, format);
        assertThat(info.virtualSizeBytes()).isEqualTo(DISK);
        assertThat(info.format()).isEqualTo(format);
    }

    static void refuses(Path image, ImageFormat format, ImageFault fault) {
        assertThatThrownBy(() -> new ImageInspector(ImageInspector.DEFAULT_LIMIT_BYTES).inspect(image, format))
                .asInstanceOf(type(ImageRefusedException.class))
                .satisfies(refusal ->
                        assertThat(refusal.fault()).as(refusal.getMessage()).isEqualTo(fault))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(image.toString()));
    }
}
