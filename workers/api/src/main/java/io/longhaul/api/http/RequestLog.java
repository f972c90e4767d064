package io.longhaul.api.http;

import io.javalin.http.Context;
import io.longhaul.inventory.Principal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One log line and one measurement per request. Neither has headers, queries or bodies, which may hold secrets. */
final class RequestLog {
    private static final Logger log = LoggerFactory.getLogger("io.longhaul.api.access");
    private static final Duration[] OBJECTIVES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry metrics;

    RequestLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void ended(Context context, float milliseconds) {
        Route route = context.attribute(Attributes.ROUTE);
        Principal caller = context.attribute(Attributes.CALLER);
        String method = context.req().getMethod();
        String template = route == null ? "(none)" : route.template();
        if (!EventStream.CONTENT_TYPE.equals(context.res().getContentType())) {
            Timer.builder("longhaul.api.request")
                    .description("Time from the request to its answer")
                    .tag("method", route == null ? "(other)" : method)
                    .tag("route", template)
                    .tag("status", String.valueOf(context.statusCode()))
                    .serviceLevelObjectives(OBJECTIVES)
                    .register(metrics)
                    .record(Duration.ofNanos((long) (milliseconds * 1e6)));
        }
        Map<String, String> fields = new TreeMap<>();
        fields.put("method", method);
        fields.put("route", template);
        fields.put("path", context.path());
        fields.put("status", String.valueOf(context.statusCode()));
        fields.put("milliseconds", String.format(Locale.ROOT, "%.1f", milliseconds));
        fields.put("instance", Attributes.instance(context));
        if (caller != null) {
            fields.put("caller", caller.who());
            fields.put("tenant", String.valueOf(caller.tenant()));
        }
        write(fields);
    }

    private static void write(Map<String, String> fields) {
        fields.forEach(MDC::put);
        try {
            log.info("request");
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
