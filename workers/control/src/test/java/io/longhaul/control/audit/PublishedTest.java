package io.longhaul.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class PublishedTest {
    private final Published published = new Published();

    @Test
    void aGaplessKeyHasNoGapWhateverIsRepeated() {
        take("a", 1, "{}");
        take("a", 2, "{}");
        take("a", 1, "{}");
        take("a", 2, "{}");
        take("a", 3, "{}");

        assertThat(key().gap()).isEmpty();
        assertThat(key().last()).isEqualTo(3);
    }

    @Test
    void theFirstGapIsKept() {
        take("a", 1, "{}");
        take("b", 3, "{}");
        take("c", 9, "{}");

        assertThat(key().gap()).isEqualTo("3 comes after 1");
        assertThat(key().last()).isEqualTo(9);
    }

    @Test
    void aKeyWhoseOldestEventsAreGoneHasNoGapAndDoesNotBeginWithOne() {
        take("a", 2, "{}");
        take("b", 3, "{}");

        assertThat(key().first()).isEqualTo(2);
        assertThat(key().gap()).isEmpty();
    }

    @Test
    void terminalEventsAreCountedOncePerId() {
        take("a", 1, "{\"terminal\": false}");
        take("b", 2, "{\"terminal\": true}");
        take("b", 2, "{\"terminal\": true}");

        assertThat(key().terminalEvents()).isEqualTo(1);

        take("c", 3, "{\"terminal\":true}");

        assertThat(key().terminalEvents()).isEqualTo(2);
    }

    @Test
    void aTextOfACallerIsNoTerminalEvent() {
        take("a", 1, "{\"why\": \"\\\"terminal\\\": true\", \"terminal\": false}");

        assertThat(key().terminalEvents()).isZero();
    }

    @Test
    void theLastRecordDecidesWhetherTheKeyEndsInATombstone() {
        take("a", 1, "{}");
        take("b", 2, null);

        assertThat(key().endsInATombstone()).isTrue();
    }

    private Published.Key key() {
        return published.keys().get("key");
    }

    private void take(String id, long sequence, String data) {
        byte[] value = data == null ? null : data.getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<String, byte[]> read = new ConsumerRecord<>("topic", 0, 0, "key", value);
        read.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        read.headers().add("ce_sequence", "%019d".formatted(sequence).getBytes(StandardCharsets.UTF_8));
        published.take(read);
    }
}
