package io.longhaul.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.process.Lifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void closesInTheReverseOrderEvenWhenOneFails() throws InterruptedException {
        Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(5));
        AutoCloseable database = () -> closed.add("database");
        AutoCloseable broken = () -> {
            throw new IllegalStateException("injected");
        };
        AutoCloseable worker = () -> closed.add("worker");
        lifecycle.opened("database", database);
        lifecycle.opened("broken", broken);
        lifecycle.opened("worker", worker);

        assertThat(lifecycle.stop()).isFalse();
        assertThat(closed).containsExactly("worker", "database");
    }

    @Test
    void leavesBehindWhatDoesNotCloseBeforeTheDeadline() throws InterruptedException {
        Lifecycle lifecycle = new Lifecycle(Duration.ofMillis(200));
        CountDownLatch never = new CountDownLatch(1);
        AutoCloseable stuck = never::await;
        lifecycle.opened("stuck", stuck);

        assertThat(lifecycle.stop()).isFalse();
        assertThat(lifecycle.stopping()).isTrue();
    }
}
