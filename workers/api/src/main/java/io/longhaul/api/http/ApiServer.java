package io.longhaul.api.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.Endpoint;
import io.longhaul.api.json.Json;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Serves the routes over HTTP/1.1. */
public final class ApiServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    private static final int THREADS = 250;
    private static final int MIN_THREADS = 8;
    /** How long a request may go on after the end has begun. */
    private static final long STOP_MILLISECONDS = 10_000;

    private final Javalin javalin;

    /** Starts to serve; port 0 lets the system choose. */
    public ApiServer(String address, int port, List<Route> routes, TokenLookup tokens, MeterRegistry metrics) {
        Problems problems = new Problems(routes);
        Dispatcher dispatcher = new Dispatcher(new Authenticator(tokens));
        RequestLog requestLog = new RequestLog(metrics);
        javalin = Javalin.create(config -> {
            server(config);
            config.routes.addEndpoint(new Endpoint(HandlerType.BEFORE, "*", ApiServer::begin));
            for (Route route : routes) {
                HandlerType method = HandlerType.findOrDefault(route.method().name());
                config.routes.addEndpoint(
                        new Endpoint(method, route.template(), context -> dispatcher.dispatch(route, context)));
            }
            config.routes.exception(
                    HttpResponseException.class, (refusal, context) -> problems.answer(context, refusal));
            config.routes.exception(Exception.class, (exception, context) -> problems.answer(context, exception));
            config.router.javaLangErrorHandler((response, error) -> fatal(response, error));
            config.requestLogger.http((context, milliseconds) -> {
                requestLog.ended(context, milliseconds);
                MDC.remove("instance");
            });
        });
        javalin.start(address, port);
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Takes no new requests, and finishes those that it has. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static void server(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, MIN_THREADS);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(ApiServer::server);
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
    }

    private static void server(Server server) {
        server.setErrorHandler(new JettyErrors());
        server.setStopTimeout(STOP_MILLISECONDS);
    }

    /** Javalin answers HEAD for every GET route without asking it, and so without asking for a token. */
    private static void begin(Context context) {
        MDC.put("instance", Attributes.instance(context));
        if (context.method().equals(HandlerType.HEAD)) {
            throw new MethodNotAllowedResponse("HEAD", Map.of());
        }
    }

    private static void fatal(jakarta.servlet.http.HttpServletResponse response, Error error) {
        String instance = Attributes.newInstance();
        log.error("request failed, instance {}", instance, error);
        response.setStatus(500);
        response.setContentType(Problems.CONTENT_TYPE);
        try {
            response.getOutputStream()
                    .write(Json.bytes(ProblemText.of(Failure.of(FailureCode.INTERNAL, null), null, instance, false)));
        } catch (IOException e) {
            log.debug("the client went away", e);
        }
    }
}
