package io.longhaul.runtime.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The metrics of a process; ours are named {@code longhaul_NOUN_UNIT}. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final LogbackMetrics logs = new LogbackMetrics();

    /** The metrics of a part, with those of the JVM and the process. */
    public Metrics(String part) {
        registry.config().commonTags("part", part);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
        logs.bindTo(registry);
        Gauge.builder("longhaul.process.info", () -> 1)
                .description("The process, by its part and its Java")
                .tag("java", System.getProperty("java.version"))
                .register(registry);
    }

    /** Where further metrics are registered. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        garbage.close();
        logs.close();
        registry.close();
    }
}
