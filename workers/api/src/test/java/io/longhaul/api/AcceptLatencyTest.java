package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.stack.PostgresServer;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@EnabledIfSystemProperty(
        named = "longhaul.measure",
        matches = "true",
        disabledReason = "it measures; a machine that is busy with other tests gives no useful number")
class AcceptLatencyTest {
    private static final int WARM = 200;
    private static final int COUNT = 500;

    @Test
    void saysHowLongAcceptingAJobTakes() {
        try (PostgresServer postgres = PostgresServer.ephemeral();
                RunningApi api = new RunningApi(postgres)) {
            api.execute("update node set memory_mib = 100000000, vcpus = 10000");
            double[] milliseconds = new double[COUNT];
            for (int i = -WARM; i < COUNT; i++) {
                String request = "{\"operation\":\"clone-vm\",\"name\":\"web-" + (i + WARM)
                        + "\",\"template\":\"base\",\"memoryMib\":64,\"nics\":[{\"network\":\"default\"}]}";
                long began = System.nanoTime();
                assertThat(api.submit("alice-token", request).statusCode()).isEqualTo(202);
                if (i >= 0) {
                    milliseconds[i] = (System.nanoTime() - began) / 1e6;
                }
            }
            Arrays.sort(milliseconds);
            System.out.printf(
                    Locale.ROOT,
                    "accept: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms over %d clones%n",
                    milliseconds[COUNT / 2],
                    milliseconds[COUNT * 95 / 100],
                    milliseconds[COUNT * 99 / 100],
                    COUNT);
        }
    }
}
