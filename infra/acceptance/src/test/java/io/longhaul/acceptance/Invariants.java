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
    static void oneTerminalEvent(String kafka, String jobId) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<Event> events = EventLog.jobs(kafka).getOrDefault(jobId, List.of());
                    assertThat(events.stream().filter(Invariants::terminal).count())
                            .as("terminal events of %s among %s", jobId, events.size())
                            .isEqualTo(1);
                    assertThat(terminal(events.get(events.size() - 1))).isTrue();
                    gapless(jobId, events);
                });
    }

    /**
     * Every record of every topic is what {@code docs/events.md} promises, every key of both event topics has the sequence
     * 1, 2, 3 ..., and no job says anything after its terminal event.
     */
    static void everyEventKeepsThePromises(String kafka) {
        EventLog.states(kafka);
        Map<String, List<Event>> jobs = EventLog.jobs(kafka);
        jobs.forEach(Invariants::gapless);
        EventLog.inventory(kafka).forEach(Invariants::gapless);
        jobs.forEach((job, events) -> assertThat(events.subList(0, events.size() - 1))
                .as("events of %s before the last", job)
                .noneMatch(Invariants::terminal));
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
