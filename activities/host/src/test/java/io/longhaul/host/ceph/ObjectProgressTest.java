package io.longhaul.host.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When librbd begins a flatten anew by itself, it is ended, so that the objects are looked at again. */
final class ObjectProgressTest {
    private static final int CANCELED = -125;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ObjectProgress progress = new ObjectProgress((done, total) -> true, 1000, 0);

    @Test
    void goesOnWhileItGoesForward() {
        assertThat(progress.at(0, 10, SECOND)).isZero();
        assertThat(progress.at(1, 10, 100 * SECOND)).isZero();
        assertThat(progress.at(1, 10, 200 * SECOND)).isZero();
        assertThat(progress.at(9, 10, 900 * SECOND)).isZero();
        assertThat(progress.restarted()).isFalse();
        assertThat(progress.ended()).isFalse();
    }

    @Test
    void endsWorkThatFallsBack() {
        assertThat(progress.at(4, 10, SECOND)).isZero();
        assertThat(progress.at(0, 10, 2 * SECOND)).isEqualTo(CANCELED);
        assertThat(progress.at(5, 10, 3 * SECOND)).isEqualTo(CANCELED);
        assertThat(progress.restarted()).isTrue();
        assertThat(progress.ended()).isFalse();
    }

    @Test
    void endsWorkWhoseFirstObjectComesLateSinceSomebodyElseHadBegunIt() {
        assertThat(progress.at(0, 10, 31 * SECOND)).isEqualTo(CANCELED);
        assertThat(progress.restarted()).isTrue();
    }
}
