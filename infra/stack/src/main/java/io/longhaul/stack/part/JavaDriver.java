package io.longhaul.stack.part;

import io.longhaul.stack.JavaProgram;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.PortFile;
import io.longhaul.stack.PortTaken;
import io.longhaul.stack.Secrets;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of ours ({@code api}, {@code control}, {@code relay}, {@code node}).
 *
 * @param name of the process and of its module
 * @param home where it is built and where it lives
 * @param settings its parameters, except {@code health.port}
 */
record JavaDriver(String name, LonghaulHome home, Supplier<Map<String, String>> settings) implements PartDriver {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    @Override
    public Path folder() {
        return home.run(name);
    }

    @Override
    public Optional<String> address() {
        return PortFile.find(folder(), name.equals("api") ? "port" : "health-port")
                .map(port -> "http://127.0.0.1:" + port);
    }

    @Override
    public Optional<OwnProcess> process() {
        return Daemon.attach(folder());
    }

    @Override
    public boolean isOutdated() {
        return process().isPresent() && !program().isStartedFrom(folder());
    }

    @Override
    public void start() {
        if (isOutdated()) {
            stop();
        }
        PortTaken.retried(() -> {
            if (process().isEmpty()) {
                launch();
            }
            awaitReady();
            return this;
        });
    }

    private void awaitReady() {
        Optional<OwnProcess> process = process();
        if (process.isPresent()
                && Waiting.until(START_LIMIT, () -> !process.get().isAlive() || ready())) {
            if (process.get().isAlive()) {
                return;
            }
        }
        boolean ended = process.isEmpty() || !process.get().isAlive();
        String problem = ended ? " ended: " : " is not ready after " + START_LIMIT.toSeconds() + " s: ";
        throw PortTaken.orFailure(name + problem + logTail(), ended ? ports() : new Integer[0]);
    }

    private Integer[] ports() {
        return Stream.of("port", "health-port")
                .flatMap(file -> PortFile.find(folder(), file).stream())
                .toArray(Integer[]::new);
    }

    @Override
    public void stop() {
        process().ifPresent(process -> process.stop("TERM", STOP_LIMIT));
    }

    @Override
    public boolean ready() {
        Optional<Integer> port = PortFile.find(folder(), "health-port");
        if (port.isEmpty() || process().filter(own -> own.listensOn(port.get())).isEmpty()) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void launch() {
        int healthPort = PortFile.choose(folder(), "health-port", 0);
        Map<String, String> all = new TreeMap<>(settings.get());
        all.put("health.port", Integer.toString(healthPort));
        Path configuration = folder().resolve(name + ".properties");
        Secrets.write(
                configuration,
                all.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining()));
        JavaProgram program = new JavaProgram(
                program().install(folder()).classPath(),
                "io.longhaul." + name + ".Main",
                List.of("-Xmx256m"),
                List.of("--config", configuration.toString()));
        Daemon.of(folder(), program.command()).start();
    }

    private String logTail() {
        return Daemon.logTail(folder());
    }

    private BuiltProgram program() {
        return BuiltProgram.in(home.checkout().resolve("workers").resolve(name).resolve("target"), name);
    }
}
