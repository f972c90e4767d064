package io.longhaul.runtime.process;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.ConfigurationException;
import io.longhaul.runtime.health.Health;
import io.longhaul.runtime.health.HealthServer;
import io.longhaul.runtime.health.Metrics;
import io.longhaul.runtime.log.JsonLogging;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frame of every process's {@code main}. */
public final class ProcessMain {
    private static final Logger log = LoggerFactory.getLogger(ProcessMain.class);
    private static final int EXIT_USAGE = 64;
    private static final int EXIT_CONFIGURATION = 78;

    /** Starts the work of a process; what it opens it leaves with the lifecycle. Returns when the process is up. */
    @FunctionalInterface
    public interface Start {
        void start(ProcessContext context) throws Exception;
    }

    /** Work that ends by itself. */
    @FunctionalInterface
    public interface Work {
        void run(Configuration configuration);
    }

    private final String part;
    private final String purpose;
    private final List<ConfigParameter<?>> parameters;
    private final AtomicInteger exitStatus = new AtomicInteger();

    /**
     * A process.
     *
     * @param part its name, for instance {@code control}
     * @param purpose one sentence for {@code --help}
     * @param parameters all of its parameters, those of {@link CommonParameters#with} included
     */
    public ProcessMain(String part, String purpose, List<ConfigParameter<?>> parameters) {
        this.part = part;
        this.purpose = purpose;
        this.parameters = List.copyOf(parameters);
    }

    /** Runs the process until SIGTERM; never returns. */
    public void run(String[] args, Start start) {
        configured(args, configuration -> runWith(configuration, start));
    }

    /** Runs work that ends by itself, with neither health nor metrics. */
    public void runOnce(String[] args, Work work) {
        configured(args, configuration -> {
            JsonLogging.level(configuration.get(CommonParameters.LOG_LEVEL));
            try {
                work.run(configuration);
            } catch (RuntimeException e) {
                log.error("{} failed", part, e);
                exit(1);
            }
        });
    }

    private void configured(String[] args, Work work) {
        if (args.length > 0 && (args[0].equals("--help") || args[0].equals("-h"))) {
            System.out.print(Usage.of(part, purpose, parameters));
            System.exit(0);
        }
        if (args.length != 0 && !(args.length == 2 && args[0].equals("--config"))) {
            System.err.print(Usage.of(part, purpose, parameters));
            System.exit(EXIT_USAGE);
        }
        try {
            work.run(Configuration.load(parameters, args.length == 0 ? null : Path.of(args[1]), System.getenv()));
        } catch (ConfigurationException e) {
            System.err.println("longhaul " + part + " cannot start:" + System.lineSeparator() + e.getMessage());
            exit(EXIT_CONFIGURATION);
        }
    }

    private void runWith(Configuration configuration, Start start) {
        JsonLogging.level(configuration.get(CommonParameters.LOG_LEVEL));
        Lifecycle lifecycle = new Lifecycle(configuration.get(CommonParameters.SHUTDOWN_SECONDS));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lifecycle), "shutdown"));
        Health health = new Health();
        boolean[] started = new boolean[1];
        health.needs("process", () -> problem(lifecycle, started[0]));
        try {
            Metrics metrics = lifecycle.opened("metrics", new Metrics(part));
            InetSocketAddress address = new InetSocketAddress(
                    configuration.get(CommonParameters.HEALTH_ADDRESS),
                    configuration.get(CommonParameters.HEALTH_PORT));
            HealthServer server = lifecycle.opened("health", new HealthServer(address, health, metrics.registry()));
            start.start(new ProcessContext(configuration, lifecycle, health, metrics.registry()));
            started[0] = true;
            log.info("{} is up; health and metrics on port {}", part, server.port());
            lifecycle.awaitStopped();
        } catch (ConfigurationException e) {
            throw e;
        } catch (Exception e) {
            log.error("{} cannot start", part, e);
            exit(1);
        }
    }

    private static Optional<String> problem(Lifecycle lifecycle, boolean started) {
        if (lifecycle.stopping()) {
            return Optional.of("it is shutting down");
        }
        return started ? Optional.empty() : Optional.of("it is starting");
    }

    private void exit(int status) {
        exitStatus.set(status);
        System.exit(status);
    }

    private void end(Lifecycle lifecycle) {
        try {
            boolean clean = lifecycle.stop();
            // SIGTERM is the ordinary way to end: a clean end is a success, not "killed by signal 15".
            int status = exitStatus.get();
            Runtime.getRuntime().halt(status != 0 ? status : clean ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
