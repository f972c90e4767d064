package io.longhaul.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HearingTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private final Hearing hearing = new Hearing(Duration.ofSeconds(20));

    @Test
    void nobodyIsCalledSilentBeforeAllWasHeardLongEnough() {
        hearing.note(true, 0);
        assertThat(hearing.longEnough(19 * SECOND)).isFalse();
        assertThat(hearing.longEnough(20 * SECOND)).isTrue();
    }

    @Test
    void afterAnOutageOfKafkaTheWaitBeginsAnew() {
        hearing.note(true, 0);
        hearing.note(false, 30 * SECOND);
        hearing.note(true, 90 * SECOND);

        assertThat(hearing.longEnough(100 * SECOND)).isFalse();
        assertThat(hearing.longEnough(110 * SECOND)).isTrue();
    }
}
