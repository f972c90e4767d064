package io.longhaul.lab;

import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** With what options a lab was made; its later starts have the same. */
final class LabOptions {
    private static final String FILE = "lab.properties";

    private LabOptions() {}

    /** The options of the lab in the folder; empty when there is none. */
    static Optional<CephOptions> find(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties found = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            found.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.of(new CephOptions(
                Integer.parseInt(found.getProperty("osds")),
                Boolean.parseBoolean(found.getProperty("memstore")),
                Long.parseLong(found.getProperty("osd-bytes"))));
    }

    /** Those of the lab in the folder, or the wanted ones, which it then keeps. */
    static CephOptions keep(Path folder, Optional<CephOptions> wanted) {
        Optional<CephOptions> found = find(folder);
        if (found.isEmpty()) {
            CephOptions options = wanted.orElse(CephOptions.USUAL);
            write(folder.resolve(FILE), options);
            return options;
        }
        if (wanted.isPresent() && !wanted.equals(found)) {
            throw new StackException("the lab was made with other options (" + words(found.get())
                    + "); end it with: ./longhaul lab down, which removes its data, and start it again");
        }
        return found.get();
    }

    private static String words(CephOptions options) {
        return options.osds() + (options.memory() ? " OSDs in memory" : " OSDs on files");
    }

    private static void write(Path file, CephOptions options) {
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(FILE + ".part");
            Files.writeString(
                    part,
                    "osds=%d%nmemstore=%s%nosd-bytes=%d%n"
                            .formatted(options.osds(), options.memory(), options.osdBytes()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
