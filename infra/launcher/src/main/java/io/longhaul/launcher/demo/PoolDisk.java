package io.longhaul.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.http.Json;
import io.longhaul.stack.process.Command;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk in the pool as {@code qemu-img} sees it from outside, while QEMU has it open.
 *
 * @param file the qcow2 file
 */
record PoolDisk(Path file) {

    /** The disk of a volume. */
    static PoolDisk of(Path pool, String volume) {
        return new PoolDisk(pool.resolve(volume + ".qcow2"));
    }

    /** The words of {@code qemu-img info}. */
    List<String> info() {
        return qemuImg("info", "-U", file.toString()).lines().toList();
    }

    /** Whether it names a backing file. */
    boolean hasBackingFile() {
        return json().has("backing-filename");
    }

    /** Whether the guest sees the same content in both. */
    boolean sameContent(PoolDisk other) {
        return qemuImg("compare", "-U", "-f", "qcow2", "-F", "qcow2", other.file.toString(), file.toString())
                .contains("Images are identical");
    }

    private JsonNode json() {
        try {
            return Json.MAPPER.readTree(qemuImg("info", "-U", "--output=json", file.toString()));
        } catch (JsonProcessingException e) {
            throw new DemoException("cannot read what qemu-img says about " + file, e);
        }
    }

    private static String qemuImg(String... words) {
        return Command.of(
                        java.util.stream.Stream.concat(java.util.stream.Stream.of("qemu-img"), List.of(words).stream())
                                .toList())
                .run();
    }
}
