package io.longhaul.control;

import io.longhaul.inventory.fleet.Fleet;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The fleet as metrics. Every control worker measures, so that they do not depend on who leads; what one cannot measure it
 * does not show.
 */
final class FleetGauges {
    private final Supplier<Fleet> fleet;
    private final Measured measured;
    private final MultiGauge open;
    private final MultiGauge parked;
    private final MultiGauge nodes;
    private final MultiGauge raised;
    private final Measure oldestAccepted;
    private final Measure oldestParked;

    FleetGauges(Supplier<Fleet> fleet, MeterRegistry metrics) {
        this.fleet = fleet;
        this.measured = new Measured(metrics, "inventory");
        this.open = multi(metrics, "longhaul.jobs.open", "Jobs that have not ended");
        this.parked = multi(metrics, "longhaul.jobs.parked", "Parked jobs, by why they are parked and where");
        this.nodes = multi(metrics, "longhaul.node.live", "1 when the node is heard");
        this.raised = multi(metrics, "longhaul.alerts.raised", "Alerts that are raised on longhaul.alert.v1");
        this.oldestAccepted = new Measure(
                metrics, "longhaul.jobs.accepted.oldest.seconds", "Age of the oldest job that no run has taken up");
        this.oldestParked = new Measure(
                metrics, "longhaul.jobs.parked.oldest.seconds", "Since when the longest parked job is parked");
    }

    /** Measures once. */
    void round() {
        try {
            show(fleet.get());
            measured.now();
        } catch (RuntimeException e) {
            for (MultiGauge gauge : List.of(open, parked, nodes, raised)) {
                gauge.register(List.of(), true);
            }
            oldestAccepted.unknown();
            oldestParked.unknown();
            throw e;
        }
    }

    private void show(Fleet now) {
        open.register(openRows(now), true);
        parked.register(
                now.parked().stream()
                        .map(some -> row(some.jobs(), "code", some.code().name(), "node", some.node()))
                        .toList(),
                true);
        nodes.register(
                now.nodes().stream()
                        .map(node -> row(
                                node.live() ? 1 : 0,
                                "node",
                                node.name(),
                                "state",
                                node.state().name()))
                        .toList(),
                true);
        raised.register(
                now.raised().stream()
                        .map(some -> row(some.alerts(), "code", some.code().name()))
                        .toList(),
                true);
        oldestAccepted.set(now.oldestAcceptedSeconds());
        oldestParked.set(now.oldestParkedSeconds());
    }

    /** Each operation in each open state, those without a job too: a series that comes and goes cannot be compared. */
    private static List<Row<?>> openRows(Fleet now) {
        Map<String, Long> jobs = now.open().stream()
                .collect(Collectors.toMap(some -> some.operation() + " " + some.state(), Fleet.Open::jobs));
        return Arrays.stream(Operation.values())
                .<Row<?>>flatMap(operation -> Arrays.stream(JobState.values())
                        .filter(state -> !state.terminal())
                        .map(state -> row(
                                jobs.getOrDefault(operation + " " + state, 0L),
                                "operation",
                                operation.wireName(),
                                "state",
                                state.name())))
                .toList();
    }

    private static Row<Number> row(Number value, String... tags) {
        return Row.of(Tags.of(tags), value);
    }

    private static MultiGauge multi(MeterRegistry metrics, String name, String description) {
        return MultiGauge.builder(name).description(description).register(metrics);
    }
}
