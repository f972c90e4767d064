package io.longhaul.api;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.inventory.session.Sessions;
import io.longhaul.inventory.token.Tokens;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.runtime.secret.SecretWatch;
import io.longhaul.runtime.temporal.TemporalClient;
import io.longhaul.workflows.port.PayloadFormat;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what the API needs, in order; the lifecycle closes it in the opposite order. */
final class ApiProcess {
    private static final Logger log = LoggerFactory.getLogger(ApiProcess.class);
    private static final int VALID_SECONDS = 2;

    private ApiProcess() {}

    static void start(ProcessContext context) throws IOException, InterruptedException {
        Configuration configuration = context.configuration();
        DatabaseConfig config = new DatabaseConfig(
                configuration.get(CommonParameters.POSTGRES_URL),
                configuration.get(CommonParameters.POSTGRES_USER),
                configuration.get(CommonParameters.POSTGRES_PASSWORD_FILE).text(),
                configuration.get(ApiParameters.CONNECTIONS));
        Database database =
                context.lifecycle().opened("postgres", Database.open(config)).awaitSchema();
        if (configuration.get(ApiParameters.TOKENS_FILE) != null) {
            new Tokens(database).bootstrap(configuration.get(ApiParameters.TOKENS_FILE));
        }
        TemporalClient temporal = context.lifecycle()
                .opened(
                        "temporal",
                        new TemporalClient(configuration, "api", PayloadFormat.CONVERTER, context.metrics()));
        Api api = context.lifecycle()
                .opened(
                        "http",
                        new Api(
                                configuration.get(ApiParameters.ADDRESS),
                                configuration.get(ApiParameters.PORT),
                                database,
                                Sessions.of(config, "longhaul-api-notices"),
                                temporal.client(),
                                configuration
                                        .get(CommonParameters.SEAL_KEY_FILE)
                                        .bytes(),
                                JobLogReader.of(configuration),
                                context.metrics()));
        // Temporal is no need: jobs are accepted and shown without it.
        context.health().needs("postgres", () -> problem(database));
        SecretWatch.of(context);
        log.info("the API listens on port {}", api.port());
    }

    private static Optional<String> problem(Database database) {
        try (Connection connection = database.dataSource().getConnection()) {
            return connection.isValid(VALID_SECONDS) ? Optional.empty() : Optional.of("PostgreSQL does not answer");
        } catch (SQLException e) {
            return Optional.of("PostgreSQL does not answer: " + e.getMessage());
        }
    }
}
