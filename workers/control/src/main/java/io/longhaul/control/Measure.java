package io.longhaul.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** A gauge that shows what was measured last, and no number when that is not known. */
final class Measure {
    private volatile double value = Double.NaN;

    Measure(MeterRegistry metrics, String name, String description) {
        Gauge.builder(name, () -> value).description(description).register(metrics);
    }

    void set(double measured) {
        value = measured;
    }

    void unknown() {
        value = Double.NaN;
    }
}
