package io.longhaul.control.audit;

import io.longhaul.inventory.audit.Records;
import io.longhaul.inventory.audit.Records.Aggregate;
import io.longhaul.inventory.audit.Records.Job;
import io.longhaul.inventory.audit.Records.Place;
import io.longhaul.runtime.secret.SecretForms;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.event.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** The topics against the inventory: every version is published, an ended job says so once, and no secret is in an event. */
final class EventsCheck {
    private static final List<String> SEQUENCED =
            List.of(Topic.JOB_EVENT, Topic.INVENTORY_EVENT, Topic.INVENTORY_STATE, Topic.ALERT);
    private static final Set<String> GAPLESS = Set.of(Topic.JOB_EVENT, Topic.INVENTORY_EVENT, Topic.ALERT);

    private final Topics topics;
    private final SecretForms secrets;
    private final List<AuditFinding> leaks = new ArrayList<>();
    private long events;

    EventsCheck(Topics topics, SecretForms secrets) {
        this.topics = topics;
        this.secrets = secrets;
    }

    List<AuditCheck> of(Records records) {
        Map<String, Published> published = new HashMap<>();
        try {
            for (String topic : SEQUENCED) {
                Published keys = new Published();
                keys.wholeFrom(topics.read(topic, read -> {
                    search(read);
                    keys.take(read);
                }));
                published.put(topic, keys);
            }
            topics.read(Topic.NODE_OBSERVATION, this::search);
        } catch (KafkaException e) {
            return unread(e);
        }
        return List.of(
                versions(records, published),
                terminal(records, published.get(Topic.JOB_EVENT)),
                AuditCheck.of(Invariant.NO_SECRETS, events, leaks));
    }

    private void search(ConsumerRecord<String, byte[]> read) {
        events++;
        if (read.value() != null) {
            secrets.in(read.value())
                    .ifPresent(secret -> leaks.add(new AuditFinding(
                            "%s partition %d offset %d".formatted(read.topic(), read.partition(), read.offset()),
                            "the secret of " + secret + " is in the event")));
        }
    }

    private static List<AuditCheck> unread(KafkaException failure) {
        String why = "Kafka could not be read: " + failure.getMessage();
        return List.of(Invariant.VERSIONS_ARE_PUBLISHED, Invariant.ONE_TERMINAL_EVENT, Invariant.NO_SECRETS).stream()
                .map(invariant -> AuditCheck.of(invariant, 0, List.of(), List.of(), List.of(why)))
                .toList();
    }

    private static AuditCheck versions(Records records, Map<String, Published> published) {
        List<AuditFinding> findings = new ArrayList<>();
        for (Aggregate aggregate : records.aggregates()) {
            for (String topic : aggregate.topics()) {
                long pending = records.pending().getOrDefault(new Place(topic, aggregate.id()), 0L);
                fault(aggregate, topic, published.get(topic), pending)
                        .ifPresent(fault -> findings.add(new AuditFinding(aggregate.id(), fault)));
            }
        }
        return AuditCheck.of(
                Invariant.VERSIONS_ARE_PUBLISHED, records.aggregates().size(), findings);
    }

    private static Optional<String> fault(Aggregate aggregate, String topic, Published published, long pending) {
        Published.Key key = published.keys().get(aggregate.id());
        boolean aged = aggregate.createdAt().isBefore(published.wholeFrom());
        if (key == null && pending < aggregate.version()) {
            // A tombstone is removed after a while, and so are old events.
            return aged || (topic.equals(Topic.INVENTORY_STATE) && !aggregate.exists())
                    ? Optional.empty()
                    : Optional.of("has version %d, and %s has nothing of it".formatted(aggregate.version(), topic));
        }
        long last = Math.max(pending, key == null ? 0 : key.last());
        if (last != aggregate.version()) {
            return Optional.of(
                    "has version %d, and its last sequence on %s is %d".formatted(aggregate.version(), topic, last));
        }
        if (key != null && GAPLESS.contains(topic)) {
            if (!key.gap().isEmpty()) {
                return Optional.of("has a gap on %s: %s".formatted(topic, key.gap()));
            }
            if (key.first() > 1 && !aged) {
                return Optional.of("has a gap on %s: it begins with %d".formatted(topic, key.first()));
            }
        }
        if (key != null
                && topic.equals(Topic.INVENTORY_STATE)
                && key.last() == aggregate.version()
                && key.endsInATombstone() == aggregate.exists()) {
            return Optional.of(
                    aggregate.exists()
                            ? "exists, and " + topic + " ends in a tombstone"
                            : "is deleted, and " + topic + " has no tombstone");
        }
        return Optional.empty();
    }

    private static AuditCheck terminal(Records records, Published published) {
        List<AuditFinding> findings = new ArrayList<>();
        for (Job job : records.jobs()) {
            Published.Key key = published.keys().get(job.id());
            int count = key == null ? 0 : key.terminalEvents();
            boolean pending = records.pending().containsKey(new Place(Topic.JOB_EVENT, job.id()));
            boolean aged = !job.open() && job.endedAt().isBefore(published.wholeFrom());
            boolean holds = job.open() ? count == 0 : count == 1 || (count == 0 && (pending || aged));
            if (!holds) {
                findings.add(new AuditFinding(
                        job.id(),
                        "is %s, and has %d terminal events on %s".formatted(job.state(), count, Topic.JOB_EVENT)));
            }
        }
        return AuditCheck.of(Invariant.ONE_TERMINAL_EVENT, records.jobs().size(), findings);
    }
}
