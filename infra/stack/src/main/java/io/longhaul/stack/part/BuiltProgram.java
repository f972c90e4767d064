package io.longhaul.stack.part;

import io.longhaul.stack.Folders;
import io.longhaul.stack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
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

    /**
     * Puts the program into {@code folder}, from where it is about to be started, in the place of an earlier one: Maven
     * writes over the jars of the last build, which a process that runs from them does not survive.
     *
     * @return the program there
     */
    BuiltProgram install(Path folder) {
        Path program = folder.resolve("program");
        Folders.delete(program);
        BuiltProgram installed = new BuiltProgram(program.resolve(jar.getFileName()), program.resolve("lib"));
        try (Stream<Path> files = Files.list(libraries)) {
            Files.createDirectories(installed.libraries);
            Files.copy(jar, installed.jar);
            for (Path file : files.toList()) {
                put(file, installed.libraries.resolve(file.getFileName()));
            }
            Files.writeString(folder.resolve(NOTE), fingerprint());
            return installed;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + jar.getFileName() + " into " + folder, e);
        }
    }

    /** A library has its version in its name and is never written over, so that a link does. */
    private static void put(Path file, Path to) throws IOException {
        if (isOurs(file)) {
            Files.copy(file, to);
            return;
        }
        try {
            Files.createLink(to, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another file system, or one without hard links.
            Files.copy(file, to);
        }
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().startsWith("longhaul-");
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
                digest.update(one.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                if (isOurs(one)) {
                    digest.update(Files.readAllBytes(one));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new StackException("this JVM has no SHA-256", e);
        }
    }
}
