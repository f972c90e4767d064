package io.longhaul.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.NodeReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class OutgoingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void onlyTheNewestReportIsKeptAndChangesOfDomainsGoFirstInTheirOrder() throws InterruptedException {
        Outgoing outgoing = new Outgoing();
        outgoing.put(report("first"));
        outgoing.put(report("second"));
        outgoing.put(change("vm_1"));
        outgoing.put(change("vm_2"));

        assertThat(outgoing.next(0).getSubject()).isEqualTo("vm_1");
        assertThat(outgoing.next(0).getSubject()).isEqualTo("vm_2");
        CloudEvent last = outgoing.next(0);
        assertThat(last.getType()).isEqualTo(EventType.NODE_REPORT);
        assertThat(new String(Objects.requireNonNull(last.getData()).toBytes(), StandardCharsets.UTF_8))
                .contains("\"incarnation\":\"second\"")
                .contains("\"observedAt\":\"2026-01-01T00:00:00Z\"");
        assertThat(outgoing.next(0)).isNull();
    }

    @Test
    void aLongOutageKeepsTheNewestChangesOnly() throws InterruptedException {
        Outgoing outgoing = new Outgoing();
        for (int i = 0; i < 1_000; i++) {
            outgoing.put(change("vm_" + i));
        }

        assertThat(outgoing.next(0).getSubject()).isEqualTo("vm_744");
    }

    private static DomainObservation change(String vm) {
        return new DomainObservation("node-1", vm, "off", "shutdown", NOW);
    }

    private static NodeReport report(String incarnation) {
        return new NodeReport(
                "node-1",
                "default",
                incarnation,
                2,
                1024,
                List.of(),
                List.of("default"),
                Map.of(),
                Map.of(),
                false,
                NOW);
    }
}
