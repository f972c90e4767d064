package io.longhaul.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port that a part took, kept in its folder so that a restart is found at the same address. */
final class PortFile {

    private PortFile() {}

    /** The port of the last start when it is free, else {@code preferred} when free, else any; remembered. */
    static int choose(Path folder, int preferred) {
        return choose(folder, "port", preferred);
    }

    static int choose(Path folder, String name, int preferred) {
        Path file = folder.resolve(name);
        int wanted = Files.exists(file) ? read(folder, name) : preferred;
        int port = Ports.freeOr(Ports.isFree(wanted) ? wanted : preferred);
        try {
            Files.createDirectories(folder);
            Files.writeString(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
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
