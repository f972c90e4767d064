package io.longhaul.control;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.Parsers;
import io.longhaul.runtime.process.ProcessMain;
import java.util.List;

/** Brings the inventory's schema to this build's version, and ends. The one thing that its owner does. */
public final class Migrate {
    /** Beside Flyway's connection the pool keeps none. */
    private static final int CONNECTIONS = 2;

    /** All parameters. */
    static final List<ConfigParameter<?>> PARAMETERS = List.of(
            CommonParameters.LOG_LEVEL,
            CommonParameters.POSTGRES_URL,
            ConfigParameter.required(
                    "postgres.user", Parsers.text(), "Owner of the schema; it may create roles, or they exist."),
            CommonParameters.POSTGRES_PASSWORD_FILE);

    private Migrate() {}

    /** Runs it: {@code --config FILE}, or {@code --help}. */
    public static void main(String[] arguments) {
        new ProcessMain(
                        "migrate",
                        "Brings the inventory's schema to this build's version and grants each process its rights.",
                        PARAMETERS)
                .runOnce(arguments, Migrate::migrate);
    }

    private static void migrate(Configuration configuration) {
        DatabaseConfig owner = new DatabaseConfig(
                configuration.get(CommonParameters.POSTGRES_URL),
                configuration.get(CommonParameters.POSTGRES_USER),
                configuration.get(CommonParameters.POSTGRES_PASSWORD_FILE).text(),
                CONNECTIONS);
        try (Database database = Database.open(owner)) {
            database.migrate();
        }
    }
}
