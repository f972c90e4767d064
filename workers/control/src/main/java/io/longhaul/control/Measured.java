package io.longhaul.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** When something was measured last, in seconds since 1970; so that old numbers are known as such. */
final class Measured {
    private volatile double at;

    Measured(MeterRegistry metrics, String what) {
        Gauge.builder("longhaul.control.measured.timestamp.seconds", () -> at)
                .tag("what", what)
                .description("When the control worker last measured it")
                .register(metrics);
    }

    void now() {
        at = System.currentTimeMillis() / 1000.0;
    }
}
