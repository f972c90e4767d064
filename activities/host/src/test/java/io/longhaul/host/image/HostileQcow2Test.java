package io.longhaul.host.image;

import static io.longhaul.host.image.QemuImages.big;
import static io.longhaul.host.image.QemuImages.bigInt;

import io.longhaul.schemas.job.ImageFormat;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileQcow2Test {
    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void makeAGoodImage() throws Exception {
        image = QemuImages.convert(QemuImages.raw(folder), "good.qcow2", "-O", "qcow2");
    }

    @Test
    void refusesABackingFile() throws Exception {
        Path overlay = folder.resolve("overlay.qcow2");
        QemuImages.run("qemu-img", "create", "-f", "qcow2", "-F", "qcow2", "-b", image.toString(), overlay.toString());
        refuses(overlay, ImageFault.HAS_BACKING_FILE);
    }

    @Test
    void refusesTheFormatOfABackingFileAlone() throws Exception {
        QemuImages.patch(
                image, 104 + 8, ByteBuffer.allocate(16).putInt(0xE2792ACA).putInt(5));
        refuses(image, ImageFault.HAS_BACKING_FILE);
    }

    @Test
    void refusesADataFile() throws Exception {
        Path other = folder.resolve("other.qcow2");
        QemuImages.run(
                "qemu-img",
                "create",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + folder.resolve("data"),
                other.toString(),
                "8M");
        refuses(other, ImageFault.HAS_DATA_FILE);
    }

    @Test
    void refusesTheNameOfADataFileWithoutItsFeatureBit() throws Exception {
        QemuImages.patch(
                image,
                112,
                ByteBuffer.allocate(24).putInt(0x44415441).putInt(11).put(new byte[] {'/', 'e'}));
        refuses(image, ImageFault.HAS_DATA_FILE);
    }

    @Test
    void refusesEncryption() throws Exception {
        Path locked = folder.resolve("locked.qcow2");
        QemuImages.run(
                "qemu-img",
                "create",
                "-f",
                "qcow2",
                "--object",
                "secret,id=s,data=x",
                "-o",
                "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10",
                locked.toString(),
                "8M");
        refuses(locked, ImageFault.ENCRYPTED);
    }

    @Test
    void refusesInternalSnapshots() throws Exception {
        QemuImages.run("qemu-img", "snapshot", "-c", "before", image.toString());
        refuses(image, ImageFault.HAS_SNAPSHOTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 31, 63})
    void refusesUnknownIncompatibleFeatures(int bit) throws Exception {
        QemuImages.patch(image, 72, big(1L << bit));
        refuses(image, ImageFault.UNKNOWN_FEATURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, -1})
    void refusesUnknownVersions(int version) throws Exception {
        QemuImages.patch(image, 4, bigInt(version));
        refuses(image, ImageFault.UNKNOWN_FEATURE);
    }

    @Test
    void refusesUnknownHeaderExtensions() throws Exception {
        QemuImages.patch(image, 112, bigInt(0x12345678));
        refuses(image, ImageFault.UNKNOWN_FEATURE);
    }

    @Test
    void refusesAnExtensionThatLeavesTheHeader() throws Exception {
        QemuImages.patch(image, 112, ByteBuffer.allocate(8).putInt(0x6803f857).putInt(-1));
        refuses(image, ImageFault.CORRUPT);
    }

    @Test
    void refusesWhatIsMarkedCorrupt() throws Exception {
        QemuImages.patch(image, 72, big(2));
        refuses(image, ImageFault.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 60, -1, Long.MIN_VALUE, (64L << 40) + 512})
    void refusesAbsurdVirtualSizes(long size) throws Exception {
        QemuImages.patch(image, 24, big(size));
        refuses(image, ImageFault.TOO_LARGE);
    }

    @Test
    void refusesTheExbibyteThatQemuItselfMakes() throws Exception {
        Path huge = folder.resolve("huge.qcow2");
        QemuImages.run("qemu-img", "create", "-f", "qcow2", "-o", "cluster_size=2M", huge.toString(), "1E");
        refuses(huge, ImageFault.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({
        "20, 8",
        "20, 22",
        "20, -1", // cluster bits
        "36, 0",
        "36, -1", // first-level entries
        "56, 0", // reference count clusters
        "96, 7",
        "96, -1", // reference count order
        "100, 0",
        "100, 103",
        "100, -8" // header length
    })
    void refusesAbsurdGeometry(long offset, int value) throws Exception {
        QemuImages.patch(image, offset, bigInt(value));
        refuses(image, ImageFault.CORRUPT);
    }

    @Test
    void refusesAVirtualSizeOfZero() throws Exception {
        QemuImages.patch(image, 24, big(0));
        refuses(image, ImageFault.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, Long.MAX_VALUE / 65536 * 65536})
    void refusesTablesOutsideTheFile(long offset) throws Exception {
        QemuImages.patch(image, 40, big(offset));
        refuses(image, ImageFault.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 50, 71, 103})
    void refusesATruncatedHeader(long length) throws Exception {
        refuses(QemuImages.truncate(image, length), ImageFault.TRUNCATED);
    }

    @Test
    void refusesDataThatWasCutOff() throws Exception {
        refuses(QemuImages.truncate(image, Files.size(image) - 65536), ImageFault.TRUNCATED);
    }

    @Test
    void refusesSecondLevelTablesThatShareClustersWithoutReadingThemForEver() throws Exception {
        Path wide = folder.resolve("wide.qcow2");
        QemuImages.run("qemu-img", "create", "-f", "qcow2", wide.toString(), "32T");
        ByteBuffer l1 = ByteBuffer.allocate(65536 * 8);
        for (int i = 0; i < 65536; i++) {
            l1.putLong(65536);
        }
        QemuImages.patch(wide, 0x30000, l1);
        refuses(wide, ImageFault.CORRUPT);
    }

    private static void refuses(Path image, ImageFault fault) {
        ImageInspectorTest.refuses(image, ImageFormat.QCOW2, fault);
    }
}
