package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.acceptance.EventLog.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What must hold after any test, whatever was killed in it. */
final class Invariants {
    private Invariants() {}

    /** The job's events arrived, gapless and in order, and exactly one is terminal: the last. */
    static void oneTerminalEvent(Cloud cloud, String jobId) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<Event> events = EventLog.jobs(cloud.kafka()).getOrDefault(jobId, List.of());
                    assertThat(events.stream().filter(Invariants::terminal).count())
                            .as("terminal events of %s among %s", jobId, events.size())
                            .isEqualTo(1);
                    assertThat(terminal(events.get(events.size() - 1))).isTrue();
                    gapless(jobId, events);
                });
    }

    /** Every key of both event topics has the sequence 1, 2, 3 ... */
    static void everySequenceIsGapless(Cloud cloud) {
        for (Map<String, List<Event>> topic :
                List.of(EventLog.jobs(cloud.kafka()), EventLog.inventory(cloud.kafka()))) {
            topic.forEach(Invariants::gapless);
        }
    }

    private static void gapless(String key, List<Event> events) {
        assertThat(events)
                .as("sequence of %s", key)
                .extracting(Event::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    private static boolean terminal(Event event) {
        return event.data().path("terminal").asBoolean();
    }
}
