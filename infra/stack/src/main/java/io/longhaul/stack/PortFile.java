package io.longhaul.stack;

import io.longhaul.stack.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The port that a part took, kept in its folder so that a restart is found at the same address. */
public final class PortFile {

    private PortFile() {}

    /** The port of the last start, else {@code preferred} when free, else any free one; remembered. */
    static int choose(Path folder, int preferred) {
        return choose(folder, "port", preferred);
    }

    /** As {@link #choose(Path, int)}, for a part with several ports: {@code name} is the file. */
    public static int choose(Path folder, String name, int preferred) {
        Path file = folder.resolve(name);
        int port = Files.exists(file) ? again(read(folder, name), preferred) : Ports.freeOr(preferred);
        try {
            Files.createDirectories(folder);
            Files.writeString(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Others know the port of the last start, so it is given up only when somebody else listens on it. */
    private static int again(int last, int preferred) {
        return Waiting.until(Duration.ofSeconds(3), () -> Ports.isFree(last)) || !Ports.isListening(last)
                ? last
                : Ports.freeOr(preferred);
    }

    /** The port in the file {@code name}, if there was a start. */
    public static Optional<Integer> find(Path folder, String name) {
        return Files.exists(folder.resolve(name)) ? Optional.of(read(folder, name)) : Optional.empty();
    }

    static int read(Path folder) {
        return read(folder, "port");
    }

    static int read(Path folder, String name) {
        try {
            return Integer.parseInt(Files.readString(folder.resolve(name)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("no port in " + folder, e);
        }
    }
}
