package io.longhaul.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The two folders everything is found from: the checkout, and the state folder (usually {@code .longhaul} in it).
 *
 * @param checkout absolute path of the source checkout
 * @param state absolute path of the folder that holds all state of the stack
 */
public record LonghaulHome(Path checkout, Path state) {

    public LonghaulHome {
        Objects.requireNonNull(checkout, "checkout");
        Objects.requireNonNull(state, "state");
        if (!checkout.isAbsolute() || !state.isAbsolute()) {
            throw new IllegalArgumentException("both folders are absolute: " + checkout + ", " + state);
        }
    }

    /**
     * The home of this process: the checkout is the system property {@code longhaul.checkout} or the nearest folder
     * above the working directory that holds the sources; the state is {@code LONGHAUL_HOME} or {@code .longhaul}.
     *
     * @throws StackException when no checkout is found
     */
    public static LonghaulHome current() {
        Path checkout = findCheckout();
        String home = System.getenv("LONGHAUL_HOME");
        Path state = home == null || home.isBlank()
                ? checkout.resolve(".longhaul")
                : Path.of(home).toAbsolutePath().normalize();
        return new LonghaulHome(checkout, state);
    }

    /** The same checkout (and its cache of downloads) with another state folder, as tests use it. */
    public LonghaulHome withState(Path other) {
        return new LonghaulHome(checkout, other.toAbsolutePath().normalize());
    }

    /** What can be made again and is shared by every state folder of this checkout. */
    public Path cache() {
        return checkout.resolve(".longhaul/cache");
    }

    /** The programs that were built from source; shared by every state folder of this checkout. */
    public Path bin() {
        return checkout.resolve(".longhaul/bin");
    }

    /** The folder of one part: its pid file, log, configuration and data. */
    public Path run(String part) {
        return state.resolve("run").resolve(part);
    }

    /** A new empty folder for a test; the caller removes it. */
    public Path newTestFolder(String purpose) {
        try {
            Path tests = Files.createDirectories(checkout.resolve(".longhaul/test"));
            return Files.createTempDirectory(tests, purpose + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path findCheckout() {
        String property = System.getProperty("longhaul.checkout");
        if (property != null) {
            return Path.of(property).toAbsolutePath().normalize();
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("infra/stack")) && Files.isDirectory(folder.resolve("schemas"))) {
                return folder;
            }
        }
        throw new StackException("no Longhaul checkout above " + Path.of("").toAbsolutePath()
                + "; run ./longhaul from the checkout, or set -Dlonghaul.checkout=FOLDER");
    }
}
