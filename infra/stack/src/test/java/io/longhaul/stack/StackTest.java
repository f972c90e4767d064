package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.stack.part.Part;
import io.longhaul.stack.part.PartState;
import io.longhaul.stack.part.PartStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackTest {

    private static final String[] OURS = {"api", "control", "relay", "node"};

    @Test
    void startsIsFoundByAnotherProgramSurvivesKillsAndLeavesNothingBehind() throws Exception {
        Stack stack = Stack.ephemeral(StackOptions.forTests().without(OURS));
        List<Long> pids;
        try (stack) {
            stack.up();
            assertThat(stack.status()).extracting(PartStatus::state).containsOnly(PartState.RUNNING);
            pids = stack.parts().stream().map(part -> part.pid().orElseThrow()).toList();

            Stack again = Stack.of(stack.home(), StackOptions.forTests().without(OURS))
                    .up();
            assertThat(again.parts())
                    .extracting(part -> part.pid().orElseThrow())
                    .isEqualTo(pids);

            Part kafka = again.part("kafka");
            String address = kafka.address().orElseThrow();
            kafka.freeze();
            assertThat(kafka.status().state()).isEqualTo(PartState.FROZEN);
            kafka.thaw();
            kafka.kill9();
            assertThat(kafka.status().state()).isEqualTo(PartState.STOPPED);
            kafka.start();
            assertThat(kafka.address()).contains(address);
            assertThat(kafka.status().state()).isEqualTo(PartState.RUNNING);
            assertThat(new ObjectMapper()
                            .readTree(stack.home().state().resolve("stack.json").toFile())
                            .path("parts"))
                    .hasSize(5);
        }
        assertThat(stack.home().state()).doesNotExist();
        assertThat(pids)
                .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void startsNothingThatTheOperatorHas() {
        StackOptions options = new StackOptions(
                Map.of(
                        "postgres.url", "jdbc:postgresql://db.example:5433/longhaul",
                        "postgres.password.file", "/etc/longhaul/password",
                        "kafka.bootstrap.servers", "kafka.example:9092",
                        "temporal.address", "temporal.example:7233",
                        "libvirt.uri", "qemu:///system"),
                java.util.Set.of(),
                true);
        Stack stack =
                Stack.of(LonghaulHome.current().withState(java.nio.file.Path.of("/nonexistent/longhaul")), options);
        assertThat(stack.parts()).extracting(Part::name).containsExactly("relay", "control", "api", "node");
        assertThat(stack.status())
                .filteredOn(part -> part.state() == PartState.EXTERNAL)
                .extracting(PartStatus::name)
                .containsExactly("postgres", "kafka", "temporal", "libvirt");
        assertThat(stack.postgres().host()).isEqualTo("db.example");
        assertThat(stack.postgres().port()).isEqualTo(5433);
        assertThatThrownBy(() -> stack.part("kafka"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("there are relay, control, api, node");
    }
}
