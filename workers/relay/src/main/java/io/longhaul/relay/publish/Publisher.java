package io.longhaul.relay.publish;

import io.longhaul.relay.outbox.OutboxRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes batches, each in one Kafka transaction together with its mark. Opening one fences every earlier one, and
 * waits until what that one had begun is committed or aborted. After any exception the publisher is of no more use.
 */
public final class Publisher implements AutoCloseable {
    /** Longer than the producer's own limit for a record, which says more when it is the one to end the waiting. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final EventRecords records;
    private final Marks marks;
    private final Producer<String, byte[]> producer;

    /**
     * Opens the one publisher.
     *
     * @param bootstrapServers Kafka's brokers
     * @param markTopic an existing topic, beside which the marks are kept
     */
    public Publisher(String bootstrapServers, EventRecords records, String markTopic) {
        this.records = records;
        this.marks = new Marks(bootstrapServers, markTopic);
        this.producer = new KafkaProducer<>(
                ProducerSettings.of(bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The mark of the batch that was published last, by whomever; empty when there is none. */
    public Optional<BatchMark> lastPublished() {
        return marks.last();
    }

    /**
     * Publishes the rows in order, all or none.
     *
     * @throws UnpublishableException when Kafka will never take one of them
     * @throws KafkaException when it has not, or when that is not known
     */
    public void publish(List<OutboxRow> rows) throws InterruptedException {
        List<ProducerRecord<String, byte[]>> batch =
                rows.stream().map(records::of).toList();
        producer.beginTransaction();
        send(rows, batch);
        long last = rows.get(rows.size() - 1).id();
        producer.sendOffsetsToTransaction(marks.commitOf(last, BatchMark.of(rows)), marks.group());
        producer.commitTransaction();
    }

    @Override
    public void close() {
        // Whatever is unfinished is aborted by the next publisher; waiting for an absent Kafka would help nobody.
        producer.close(Duration.ofSeconds(1));
        marks.close();
    }

    /**
     * After the first record that fails, the producer refuses the others without saying why: the first cause counts. And
     * while it does not know where a topic's partitions are, it would wait for each of the others anew.
     */
    private void send(List<OutboxRow> rows, List<ProducerRecord<String, byte[]>> batch) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (ProducerRecord<String, byte[]> record : batch) {
                sent.add(producer.send(record));
                if (failed(sent.get(sent.size() - 1))) {
                    break;
                }
            }
        } catch (KafkaException e) {
            awaitAll(rows, sent);
            throw e;
        }
        awaitAll(rows, sent);
    }

    private static boolean failed(Future<RecordMetadata> sent) throws InterruptedException {
        if (!sent.isDone()) {
            return false;
        }
        try {
            sent.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /**
     * Waits for the answers, within a limit of its own: a transactional producer that Kafka does not answer keeps its
     * records past their delivery timeout, and a flush would wait with it for ever.
     */
    private static void awaitAll(List<OutboxRow> rows, List<Future<RecordMetadata>> sent) throws InterruptedException {
        KafkaException first = null;
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new KafkaException("Kafka has not answered for " + LIMIT.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof RecordTooLargeException || cause instanceof InvalidTopicException) {
                    // The producer fails the others of the transaction with the same cause.
                    throw new UnpublishableException(rows, cause.getMessage(), cause);
                }
                first = first != null ? first : new KafkaException("not published: " + cause.getMessage(), cause);
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
