package io.longhaul.stack;

import io.longhaul.stack.part.Parts;
import io.longhaul.stack.process.Command;
import java.nio.file.Path;
import java.util.List;

/** The inventory's schema: brought to this build's version by its owner, once, before the first process that needs it. */
final class InventorySchema {

    private final LonghaulHome home;
    private final StackServices services;
    private boolean prepared;

    InventorySchema(LonghaulHome home, StackServices services) {
        this.home = home;
        this.services = services;
    }

    /** Where a process logs in; the schema is there when this returns. */
    synchronized PostgresRoles prepared() {
        PostgresAddress owner = services.postgres();
        if (!prepared) {
            migrate(owner);
            prepared = true;
        }
        return new PostgresRoles(
                services.inventoryUrl(),
                owner.user(),
                owner.password(),
                home.state().resolve("secrets"));
    }

    private void migrate(PostgresAddress owner) {
        Path configuration = home.run("control").resolve("migrate.properties");
        Secrets.write(configuration, """
                postgres.url=%s
                postgres.user=%s
                postgres.password.file=%s
                """.formatted(services.inventoryUrl(), owner.user(), owner.passwordFile()));
        Command.of(new JavaProgram(
                                Parts.classPath("control", home),
                                "io.longhaul.control.Migrate",
                                List.of("-Xmx128m"),
                                List.of("--config", configuration.toString()))
                        .command())
                .run();
    }
}
