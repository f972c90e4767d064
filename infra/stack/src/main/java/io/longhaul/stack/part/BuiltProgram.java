package io.longhaul.stack.part;

import io.longhaul.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Maven built for a process of ours.
 *
 * @param jar of its module
 * @param libraries folder of the jars that it needs
 */
record BuiltProgram(Path jar, Path libraries) {

    private static final String NOTE = "build";

    /**
     * The program {@code name} in {@code target} of its module.
     *
     * @throws StackException when it is not built
     */
    static BuiltProgram in(Path target, String name) {
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("longhaul-" + name + "-[^/]*\\.jar"))
                    .filter(file -> !file.toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElseThrow(() -> new StackException(
                            name + " is not built: no jar in " + target + "; run ./longhaul up, which builds it"));
            return new BuiltProgram(jar, target.resolve("lib"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String classPath() {
        return jar + ":" + libraries + "/*";
    }

    /** Keeps in {@code folder} which build is about to be started there. */
    void noteStart(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(NOTE), fingerprint());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note the build in " + folder, e);
        }
    }

    /** True when what runs in {@code folder} was started from this build. */
    boolean isStartedFrom(Path folder) {
        Path note = folder.resolve(NOTE);
        try {
            return Files.exists(note) && Files.readString(note).equals(fingerprint());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + note, e);
        }
    }

    /** Of the contents of our jars, which change under one name, and of the names of all others. */
    private String fingerprint() throws IOException {
        try (Stream<Path> files = Files.isDirectory(libraries) ? Files.list(libraries) : Stream.empty()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> jars = Stream.concat(Stream.of(jar), files.sorted()).toList();
            for (Path one : jars) {
                String file = one.getFileName().toString();
                digest.update(file.getBytes(StandardCharsets.UTF_8));
                if (file.startsWith("longhaul-")) {
                    digest.update(Files.readAllBytes(one));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new StackException("this JVM has no SHA-256", e);
        }
    }
}
