package io.longhaul.host.image;

import static io.longhaul.host.image.QemuImages.little;

import io.longhaul.schemas.job.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileVmdkTest {
    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void makeAGoodImage() throws Exception {
        image = QemuImages.convert(
                QemuImages.raw(folder), "goodimage.vmdk", "-O", "vmdk", "-o", "subformat=streamOptimized");
    }

    @Test
    void refusesAnEnvelopeOfADescriptor() throws Exception {
        QemuImages.patch(image, 12, little(0));
        refuses(ImageFault.HAS_EXTERNAL_EXTENT);
    }

    @Test
    void refusesAnExtentInAnotherFolder() throws Exception {
        QemuImages.patchText(image, "\"goodimage.vmdk\"", "\"/etc/passwdxxx\"");
        refuses(ImageFault.HAS_EXTERNAL_EXTENT);
    }

    @Test
    void refusesAnExtentThatIsAnotherFileBesideIt() throws Exception {
        Files.createFile(folder.resolve("evilimage.vmdk"));
        QemuImages.patchText(image, "\"goodimage.vmdk\"", "\"evilimage.vmdk\"");
        refuses(ImageFault.HAS_EXTERNAL_EXTENT);
    }

    @Test
    void refusesAFlatExtent() throws Exception {
        QemuImages.patchText(image, "SPARSE \"", "FLAT   \"");
        refuses(ImageFault.HAS_EXTERNAL_EXTENT);
    }

    @Test
    void refusesTwoExtents() throws Exception {
        QemuImages.patchText(image, "# The Disk Data Base", "RW 8 FLAT \"passwd\" 0");
        refuses(ImageFault.HAS_EXTERNAL_EXTENT);
    }

    @Test
    void refusesAParent() throws Exception {
        QemuImages.patchText(image, "parentCID=ffffffff", "parentCID=fffffff0");
        refuses(ImageFault.HAS_BACKING_FILE);
    }

    @Test
    void refusesTheHintOfAParent() throws Exception {
        QemuImages.patchText(image, "# Extent description", "parentFileNameHint=x");
        refuses(ImageFault.HAS_BACKING_FILE);
    }

    @Test
    void refusesAnotherKindOfVmdk() throws Exception {
        Path sparse = QemuImages.convert(
                QemuImages.raw(folder), "sparse.vmdk", "-O", "vmdk", "-o", "subformat=monolithicSparse");
        ImageInspectorTest.refuses(sparse, ImageFormat.VMDK, ImageFault.UNKNOWN_FEATURE);
    }

    @Test
    void refusesUnknownEntries() throws Exception {
        QemuImages.patchText(image, "parentCID=ffffffff", "parentXYZ=ffffffff");
        refuses(ImageFault.UNKNOWN_FEATURE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 51, -1, Long.MIN_VALUE})
    void refusesAbsurdVirtualSizes(long sectors) throws Exception {
        QemuImages.patch(image, 12, little(sectors));
        refuses(ImageFault.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 100, 511, 600, 20_000})
    void refusesWhatIsCutOff(long length) throws Exception {
        QemuImages.truncate(image, length);
        refuses(ImageFault.TRUNCATED);
    }

    @Test
    void refusesGrainsThatWereCutOff() throws Exception {
        QemuImages.patch(image, Files.size(image) - 1, java.nio.ByteBuffer.allocate(1));
        QemuImages.truncate(image, Files.size(image) - 1024);
        refuses(ImageFault.TRUNCATED);
    }

    private void refuses(ImageFault fault) {
        ImageInspectorTest.refuses(image, ImageFormat.VMDK, fault);
    }
}
