package io.longhaul.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.relay.outbox.OutboxRow;
import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.event.Topic;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchMarkTest {
    @Test
    void isReadBackAsItWasWritten() {
        BatchMark mark = BatchMark.of(rows("a", 1, 2, 3, 700, 1L << 40, Long.MAX_VALUE));
        assertThat(BatchMark.decode(mark.encode())).isEqualTo(mark);
    }

    @Test
    void isShortEnoughForTheLargestBatch() {
        long[] scattered =
                LongStream.range(0, 500).map(i -> (1L << 50) + i * 2_000_000).toArray();
        assertThat(BatchMark.of(rows("a", scattered)).encode()).hasSizeLessThan(BatchMark.LONGEST);
    }

    @Test
    void doesNotMatchOtherEventsWithTheSameIds() {
        BatchMark mark = BatchMark.of(rows("before", 1, 2));
        assertThat(mark.matches(rows("before", 1, 2))).isTrue();
        assertThat(mark.matches(rows("restored", 1, 2))).isFalse();
        assertThat(mark.matches(rows("before", 2))).isFalse();
        assertThat(mark.matches(List.of())).isFalse();
    }

    private static List<OutboxRow> rows(String events, long... ids) {
        return LongStream.of(ids)
                .mapToObj(id -> new OutboxRow(
                        id, events + id, Topic.JOB_EVENT, "key", EventType.JOB_STATE, 1, Instant.EPOCH, "{}"))
                .toList();
    }
}
