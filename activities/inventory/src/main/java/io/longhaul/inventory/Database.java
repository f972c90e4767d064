package io.longhaul.inventory;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inventory's PostgreSQL: a pool of connections, migrations, and transactions that are repeated when they collide. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 8;
    private static final long POOL_WAIT_MILLIS = 5_000;
    /** Serialization failure, deadlock, exclusion and unique violations: a concurrent transaction came first. */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "23P01", "23505");

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).registerArrayType(String.class, "text");
    }

    /** Opens the pool; it does not fail while PostgreSQL is away. */
    public static Database open(DatabaseConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("inventory");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.connections());
        hikari.setMinimumIdle(Math.min(2, config.connections()));
        hikari.setConnectionTimeout(POOL_WAIT_MILLIS);
        hikari.setInitializationFailTimeout(-1);
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        hikari.addDataSourceProperty("prepareThreshold", "2");
        hikari.addDataSourceProperty("socketTimeout", "60");
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("ApplicationName", "longhaul");
        return new Database(new HikariDataSource(hikari));
    }

    /** Brings the schema to this build's version, as its owner; several may do it at once. */
    public Database migrate() {
        flyway().migrate();
        return this;
    }

    /** Returns when the schema has this build's version; its owner brings it there. Says in the log what it waits for. */
    public Database awaitSchema() throws InterruptedException {
        for (String missing = missing(); missing != null; missing = missing()) {
            log.warn("waits for the inventory's schema: {}", missing);
            TimeUnit.SECONDS.sleep(1);
        }
        return this;
    }

    /** Null: nothing. */
    private String missing() {
        try {
            int pending = flyway().info().pending().length;
            return pending == 0 ? null : pending + " migrations are to be run";
        } catch (FlywayException e) {
            return e.getMessage();
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration")
                .connectRetries(30)
                .load();
    }

    /** For health checks and for what needs plain JDBC. */
    public DataSource dataSource() {
        return pool;
    }

    /** Reads outside a transaction. */
    public <T> T read(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** Runs the work as one transaction; when a concurrent one came first it is rolled back and run again. */
    public <T> T transaction(Function<Handle, T> work) {
        JdbiException earlier = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (JdbiException e) {
                if (earlier != null) {
                    e.addSuppressed(earlier);
                }
                if (attempt == ATTEMPTS || !collided(e)) {
                    throw e;
                }
                earlier = e;
            }
        }
    }

    private static boolean collided(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return COLLISIONS.contains(sql.getSQLState());
            }
        }
        return false;
    }

    @Override
    public void close() {
        pool.close();
    }
}
