package io.longhaul.stack;

import io.longhaul.stack.process.Command;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The programs built from {@code infra/temporal}.
 *
 * @param folder holds {@code temporal-server}, {@code temporal-sql-tool}, {@code temporal-ui}, {@code temporal-schema}
 */
record TemporalBinaries(Path folder) {

    /** Builds them when they are missing or older than their module. */
    static TemporalBinaries built(LonghaulHome home) {
        Command.of(home.checkout().resolve("infra/temporal/build").toString())
                .within(Duration.ofMinutes(20))
                .run();
        return new TemporalBinaries(home.bin());
    }

    String server() {
        return folder.resolve("temporal-server").toString();
    }

    String sqlTool() {
        return folder.resolve("temporal-sql-tool").toString();
    }

    String ui() {
        return folder.resolve("temporal-ui").toString();
    }

    /** The versioned schema of {@code temporal} or {@code visibility}. */
    String schema(String name) {
        return folder.resolve("temporal-schema")
                .resolve(name)
                .resolve("versioned")
                .toString();
    }
}
