package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortTakenTest {

    @Test
    void startsAgainWhenAnotherProgramTookThePortMeanwhile() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AtomicInteger starts = new AtomicInteger();
            int port = PortTaken.retried(() -> {
                if (starts.incrementAndGet() < 3) {
                    throw PortTaken.orFailure("it ended", other.getLocalPort());
                }
                return 1;
            });
            assertThat(port).isEqualTo(1);
            assertThat(starts).hasValue(3);
        }
    }

    @Test
    void choosesNoPortTwiceThoughNobodyListensYet() {
        assertThat(IntStream.range(0, 1_000)
                        .map(i -> Ports.anyFree())
                        .distinct()
                        .count())
                .isEqualTo(1_000);
    }

    @Test
    void takesAnotherPortThanAUsedOne() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.freeOr(other.getLocalPort())).isNotEqualTo(other.getLocalPort());
        }
        PostgresServer postgres = PostgresServer.ephemeral();
        try (postgres) {
            assertThat(postgres.process().listensOn(postgres.port())).isTrue();
            assertThat(postgres.process().listensOn(Ports.anyFree())).isFalse();
        }
    }
}
