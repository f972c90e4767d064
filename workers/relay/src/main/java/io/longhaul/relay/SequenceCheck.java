package io.longhaul.relay;

import io.longhaul.relay.outbox.OutboxRow;
import io.longhaul.schemas.event.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the sequence of each event with the one before it of the same key, for the keys seen lately. */
final class SequenceCheck {
    private static final Logger log = LoggerFactory.getLogger(SequenceCheck.class);
    private static final int KEYS = 20_000;

    private final Map<OutboxRow.Stream, Long> last = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OutboxRow.Stream, Long> eldest) {
            return size() > KEYS;
        }
    };

    /** How many gaps these rows show. */
    int gaps(List<OutboxRow> rows) {
        int gaps = 0;
        for (OutboxRow row : rows) {
            Long before = last.put(row.stream(), row.sequence());
            boolean compacted = row.topic().equals(Topic.INVENTORY_STATE);
            if (before != null && !compacted && row.sequence() != before + 1) {
                log.error("{} {} goes from sequence {} to {}", row.topic(), row.key(), before, row.sequence());
                gaps++;
            }
        }
        return gaps;
    }
}
