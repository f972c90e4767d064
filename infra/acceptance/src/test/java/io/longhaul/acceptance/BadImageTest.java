package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hostile or broken image ends the registration with a code that says what is wrong, and nothing stays. */
class BadImageTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void imageWithABackingFileIsRefused() {
        Path image = qemuImg(
                "backed.qcow2", "create", "-f", "qcow2", "-u", "-b", "/etc/passwd", "-F", "raw", "IMAGE", "64M");
        refused(image, ImageFormat.QCOW2, "IMAGE_HAS_BACKING_FILE");
    }

    @Test
    void imageWithADataFileIsRefused() {
        Path image = qemuImg(
                "data.qcow2",
                "create",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + cloud.stack().home().state().resolve("outside.raw"),
                "IMAGE",
                "64M");
        refused(image, ImageFormat.QCOW2, "IMAGE_HAS_DATA_FILE");
    }

    @Test
    void qcow2DeclaredAsRawIsRefused() {
        Path image = qemuImg("lie.img", "create", "-f", "qcow2", "IMAGE", "64M");
        refused(image, ImageFormat.RAW, "IMAGE_FORMAT_MISMATCH");
    }

    @Test
    void vmdkDescriptorThatNamesAnotherFileIsRefused() throws IOException {
        Path image = cloud.templates().inImages("descriptor.vmdk");
        Files.writeString(image, """
                # Disk DescriptorFile
                version=1
                CID=fffffffe
                parentCID=ffffffff
                createType="monolithicFlat"
                RW 131072 FLAT "/etc/shadow" 0
                """);
        refused(image, ImageFormat.VMDK, "IMAGE_FORMAT_MISMATCH");
    }

    @Test
    void truncatedHeaderIsRefused() throws IOException {
        Path image = cloud.templates().inImages("short.qcow2");
        Files.write(image, new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0});
        refused(image, ImageFormat.QCOW2, "IMAGE_TRUNCATED");
    }

    @Test
    void virtualSizeOfOneExbibyteIsRefused() throws IOException {
        Path image = qemuImg("huge.qcow2", "create", "-f", "qcow2", "IMAGE", "64M");
        byte[] bytes = Files.readAllBytes(image);
        ByteBuffer.wrap(bytes).putLong(24, 1L << 60);
        Files.write(image, bytes);
        refused(image, ImageFormat.QCOW2, "IMAGE_TOO_LARGE");
    }

    @Test
    void imageThatIsNotThereIsRefused() {
        refused(Path.of("absent.qcow2"), ImageFormat.QCOW2, "IMAGE_NOT_FOUND");
    }

    private void refused(Path image, ImageFormat format, String code) {
        String name = cloud.freshName();
        String before = cloud.disks().poolListing();
        String job = cloud.submit(new RegisterTemplate(name, image.getFileName().toString(), format, null, null));

        jobs.endsAs(job, JobState.FAILED);

        assertThat(jobs.job(job).error().code().name()).isEqualTo(code);
        assertThat(cloud.disks().poolListing()).isEqualTo(before);
        assertThatThrownBy(() -> cloud.api().get("/v1/templates/" + name))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(404));
        assertThat(cloud.api().get("/v1/jobs/" + job).text())
                .as("a tenant sees no path")
                .doesNotContain(
                        cloud.stack().pool().toString(), cloud.stack().images().toString());
    }

    /** Runs qemu-img with the image's path for the word IMAGE. */
    private Path qemuImg(String name, String... words) {
        Path image = cloud.templates().inImages(name);
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        for (String word : words) {
            command.add(word.equals("IMAGE") ? image.toString() : word);
        }
        Command.of(command).run();
        return image;
    }
}
