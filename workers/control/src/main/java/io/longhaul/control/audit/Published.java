package io.longhaul.control.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a topic says of its keys. A record that comes again has the same sequence, and says nothing new. */
final class Published {
    /** How the relay writes the only field by which a job's last event is known. */
    private static final String TERMINAL = "\"terminal\":true";

    private final Map<String, Key> keys = new HashMap<>();
    private Instant whole = Instant.MIN;

    /** A key: its last sequence, where sequences are missing, and which of its events are terminal. */
    static final class Key {
        private final Set<String> terminal = new HashSet<>();
        private long first;
        private long last;
        private String gap = "";
        private boolean tombstone;

        long last() {
            return last;
        }

        /** The first sequence that is still there. */
        long first() {
            return first;
        }

        /** Between two sequences that are there; empty: there is none. */
        String gap() {
            return gap;
        }

        int terminalEvents() {
            return terminal.size();
        }

        boolean endsInATombstone() {
            return tombstone;
        }

        private void take(long sequence, ConsumerRecord<String, byte[]> read) {
            if (last == 0) {
                first = sequence;
            } else if (sequence > last + 1 && gap.isEmpty()) {
                gap = "%d comes after %d".formatted(sequence, last);
            }
            if (sequence >= last) {
                tombstone = read.value() == null;
            }
            last = Math.max(last, sequence);
            if (read.value() != null
                    && new String(read.value(), StandardCharsets.UTF_8)
                            .replace(" ", "")
                            .contains(TERMINAL)) {
                terminal.add(text(read, "ce_id"));
            }
        }
    }

    /** Takes a record. */
    void take(ConsumerRecord<String, byte[]> read) {
        keys.computeIfAbsent(read.key(), key -> new Key()).take(Long.parseLong(text(read, "ce_sequence")), read);
    }

    /** Older records than this are gone. */
    void wholeFrom(Instant time) {
        whole = time;
    }

    Instant wholeFrom() {
        return whole;
    }

    Map<String, Key> keys() {
        return keys;
    }

    private static String text(ConsumerRecord<String, byte[]> read, String header) {
        Header found = read.headers().lastHeader(header);
        return found == null ? "0" : new String(found.value(), StandardCharsets.UTF_8);
    }
}
