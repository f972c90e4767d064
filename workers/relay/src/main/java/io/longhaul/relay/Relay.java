package io.longhaul.relay;

import io.longhaul.relay.outbox.Leadership;
import io.longhaul.relay.outbox.Outbox;
import io.longhaul.relay.outbox.OutboxRow;
import io.longhaul.relay.publish.BatchMark;
import io.longhaul.relay.publish.EventRecords;
import io.longhaul.relay.publish.Publisher;
import io.longhaul.relay.publish.UnpublishableException;
import io.longhaul.relay.topic.TopicCatalog;
import io.longhaul.relay.topic.TopicDeclaration;
import io.longhaul.relay.topic.TopicKeeper;
import io.longhaul.schemas.event.Topic;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox. Whatever fails, it lets go of everything, pauses, and begins again from leadership; so there is
 * one way to continue, and it is the way after a kill.
 *
 * <p>INVARIANT: rows are read only by a publisher that has fenced all before it and has removed what they published.
 */
public final class Relay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration STANDBY = Duration.ofMillis(500);

    private final RelayOptions options;
    private final RelayState state;
    private final List<TopicDeclaration> topics = TopicCatalog.declared();
    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    private final CountDownLatch stop = new CountDownLatch(1);
    /** How many rows are still to be published alone, to find the one that Kafka does not take. */
    private int oneByOne;

    private final Thread thread = new Thread(this::run, "relay");

    /** A relay that has not started. */
    public Relay(RelayOptions options, RelayState state) {
        this.options = options;
        this.state = state;
    }

    /** Starts to work, in a thread of its own. */
    public void start() {
        thread.setUncaughtExceptionHandler((ended, error) -> {
            state.failed("its thread has ended: " + error);
            log.error("the relay has ended and must be started again", error);
        });
        thread.start();
    }

    /** Finishes the batch that is under way and lets go of the leadership; interrupted, it waits no longer. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping()) {
                try {
                    serve();
                } catch (SQLException | RuntimeException e) {
                    failed(e);
                    pause(backoff.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() throws SQLException, InterruptedException {
        try (Leadership leadership = new Leadership(options.database(), options.lease())) {
            while (!leadership.tryAcquire()) {
                if (state.waits()) {
                    log.info("another relay leads, waiting to follow it");
                }
                if (pause(STANDBY)) {
                    return;
                }
            }
            lead(leadership);
        } finally {
            state.leads(false);
        }
    }

    private void lead(Leadership leadership) throws SQLException, InterruptedException {
        keepTopics();
        try (Outbox outbox = new Outbox(options.database());
                Publisher publisher = new Publisher(options.bootstrapServers(), records(), Topic.JOB_EVENT)) {
            awaitTables(outbox);
            removePublished(publisher, outbox);
            log.info("leading");
            state.leads(true);
            SequenceCheck sequences = new SequenceCheck();
            while (!stopping() && leadership.held()) {
                publishNext(publisher, outbox, sequences);
                backoff.reset();
            }
        }
    }

    private void awaitTables(Outbox outbox) throws SQLException, InterruptedException {
        while (!outbox.exists() && !stopping()) {
            state.failed("the inventory has no tables yet; its owner makes them");
            pause(STANDBY);
        }
    }

    /** The rows of the last batch are still there when its relay ended between Kafka's commit and the deletion. */
    private static void removePublished(Publisher publisher, Outbox outbox) throws SQLException {
        Optional<BatchMark> mark = publisher.lastPublished();
        if (mark.isPresent()) {
            List<OutboxRow> rows = outbox.find(mark.get().ids());
            if (mark.get().matches(rows)) {
                log.info("{} rows were published and not deleted; deleting them", rows.size());
                outbox.delete(rows);
            }
        }
    }

    private void publishNext(Publisher publisher, Outbox outbox, SequenceCheck sequences)
            throws SQLException, InterruptedException {
        int limit = oneByOne > 0 ? 1 : options.batchRows();
        List<OutboxRow> rows = outbox.next(limit, state.heldBack().rows());
        if (rows.isEmpty()) {
            outbox.await(options.poll());
            return;
        }
        try {
            state.publishing(rows.size());
            publisher.publish(rows);
        } catch (UnpublishableException e) {
            suspect(e);
            throw e;
        } finally {
            state.publishing(0);
        }
        oneByOne = Math.max(0, oneByOne - 1);
        outbox.delete(rows);
        int gaps = sequences.gaps(rows);
        for (int i = 0; i < gaps; i++) {
            state.gap();
        }
        state.published(rows.size());
    }

    private void suspect(UnpublishableException e) {
        if (e.suspects().size() == 1) {
            state.hold(e.suspects().get(0), e.getMessage());
        } else {
            oneByOne = e.suspects().size();
        }
    }

    private void keepTopics() throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", options.bootstrapServers(),
                "request.timeout.ms", 8_000,
                "default.api.timeout.ms", 10_000);
        try (Admin admin = Admin.create(settings)) {
            new TopicKeeper(admin).keep(topics);
        }
    }

    private EventRecords records() {
        return new EventRecords(
                options.source(), topics.stream().map(TopicDeclaration::name).collect(Collectors.toSet()));
    }

    private void failed(Exception e) {
        state.failed(String.valueOf(e.getMessage()));
        // The same failure again and again is one line each time, the first time with its stack.
        if (backoff.untouched()) {
            log.warn("begins again from leadership", e);
        } else {
            log.warn("begins again from leadership: {}", e.toString());
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    /** True when the relay is to stop. */
    private boolean pause(Duration duration) throws InterruptedException {
        return stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
