package io.longhaul.runtime.process;

import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.health.Health;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a process gets to start with.
 *
 * @param configuration its parameters
 * @param lifecycle where it leaves what must be closed
 * @param health where it says what it needs
 * @param metrics where it registers its metrics
 */
public record ProcessContext(Configuration configuration, Lifecycle lifecycle, Health health, MeterRegistry metrics) {}
