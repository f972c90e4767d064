package io.longhaul.host.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Images for tests: made by the real qemu-img, then spoiled byte by byte. */
final class QemuImages {
    static final int MEBIBYTE = 1 << 20;

    private QemuImages() {}

    static Path raw(Path folder) throws IOException {
        byte[] content = new byte[2 * MEBIBYTE];
        new Random(7).nextBytes(content);
        byte[] disk = new byte[8 * MEBIBYTE];
        System.arraycopy(content, 0, disk, MEBIBYTE, content.length);
        return Files.write(folder.resolve("disk.raw"), disk);
    }

    static Path convert(Path raw, String name, String... options) throws IOException, InterruptedException {
        Path target = raw.resolveSibling(name);
        List<String> command = new java.util.ArrayList<>(List.of("qemu-img", "convert", "-f", "raw"));
        command.addAll(List.of(options));
        command.addAll(List.of(raw.toString(), target.toString()));
        run(command.toArray(String[]::new));
        return target;
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    static Path patch(Path file, long offset, ByteBuffer bytes) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            access.getChannel().write(bytes.duplicate().clear());
        }
        return file;
    }

    static Path patchText(Path file, String from, String to) throws IOException {
        byte[] all = Files.readAllBytes(file);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        assertThat(to).hasSameSizeAs(from);
        return Files.write(
                file,
                text.replaceFirst(java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    static Path truncate(Path file, long length) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(length);
        }
        return file;
    }

    static ByteBuffer big(long value) {
        return ByteBuffer.allocate(8).putLong(value);
    }

    static ByteBuffer bigInt(int value) {
        return ByteBuffer.allocate(4).putInt(value);
    }

    static ByteBuffer little(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    }
}
