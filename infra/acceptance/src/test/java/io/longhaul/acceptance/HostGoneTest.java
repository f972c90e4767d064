package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.ClientCommands;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A host is gone, a person says that it is off, and it comes back: on the whole system, by the command line. */
class HostGoneTest implements OnTheCloud {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();
    private final Runs runs = cloud.runs();

    @Test
    void aHostThatWasConfirmedOffTakesNoStepBeforeWhatItRunsAgreesWithTheInventory() {
        Cloud.Vm running = cloud.runningClone();
        Cloud.Vm off = cloud.stoppedClone();
        assertThat(confirmOff().status()).isEqualTo(3);
        assertThat(confirmOff().text()).contains("STATE_CONFLICT", "only a host that is silent can be confirmed off");
        cloud.part("node").kill9();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(state(running)).isEqualTo("UNKNOWN"));
        assertThat(state(off)).isEqualTo("STOPPED");
        String start = cloud.submitStart(off);
        jobs.awaitStep(start, "quiesce-disks");

        Said confirmed = confirmOff();
        assertThat(confirmed.status()).as(confirmed.text()).isZero();
        // A worker that starts before it is open takes steps until it is called: docs/decisions/0110.
        await().atMost(LIMIT)
                .until(() -> !runs.find("WorkflowId = 'admit-node.node1' and ExecutionStatus = 'Running'")
                        .isEmpty());
        Process other = ParkedStart.otherProcess(running);
        // It is not ready, so its start does not end, as long as it is refused.
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> cloud.start("node"));
        try {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(node().confirmedOff().differences())
                            .singleElement()
                            .asString()
                            .startsWith(running.id() + " has 2 QEMU processes"));
            assertThat(node().live()).isTrue();
            assertThat(state(running)).isEqualTo("UNKNOWN");
            assertThat(jobs.job(start).state()).isEqualTo(JobState.RUNNING);
        } finally {
            ParkedStart.end(other);
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(node().confirmedOff()).isNull());
        back.join();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(state(running)).isEqualTo("RUNNING"));
        // The step of before was refused by its epoch, or was not taken in time; the retry has a new one.
        jobs.awaitState(start, JobState.NEEDS_ATTENTION);
        JobView parked = jobs.job(start);
        assertThat(parked.parking().failure().code()).isIn(FailureCode.EPOCH_STALE, FailureCode.NODE_UNREACHABLE);
        jobs.retry(parked);
        jobs.succeeds(start);
    }

    @Test
    void aWorkerThatWasOnlyFrozenIsRefusedAndAdmittedWithoutARestart() {
        Cloud.Vm vm = cloud.runningClone();
        cloud.part("node").freeze();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(state(vm)).isEqualTo("UNKNOWN"));
        assertThat(confirmOff().status()).isZero();
        long epoch = node().epoch();
        Process other = ParkedStart.otherProcess(vm);
        try {
            cloud.part("node").thaw();
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(node().confirmedOff().differences()).hasSize(1));
            Audit audit = Audit.of(cloud.stack(), "--json");
            assertThat(audit.status()).isEqualTo(3);
            assertThat(audit.findings(Invariant.ONE_DOMAIN_PER_VM))
                    .singleElement()
                    .asString()
                    .startsWith("node1: is not admitted: " + vm.id() + " has 2 QEMU processes");
        } finally {
            ParkedStart.end(other);
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(node().confirmedOff()).isNull());
        assertThat(node().epoch()).isEqualTo(epoch);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(state(vm)).isEqualTo("RUNNING"));
        jobs.succeeds(cloud.submitStop(vm, 1));
    }

    private String state(Cloud.Vm vm) {
        return tree("vm", "show", vm.id(), "--json").path("state").asText();
    }

    private NodeView node() {
        try {
            return Json.MAPPER.treeToValue(tree("node", "show", "node1", "--json"), NodeView.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said confirmOff() {
        return say("node", "confirm-off", "node1", "--reason", "its power is off");
    }

    private JsonNode tree(String... command) {
        try {
            return Json.MAPPER.readTree(say(command).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Said(int status, String text) {}

    /** As an operator says it. */
    private Said say(String... command) {
        StringWriter out = new StringWriter();
        CommandLine root = ClientCommands.mount(new CommandLine(new Audit.Root()));
        root.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        List<String> connection = List.of(
                "--api",
                cloud.part("api").address().orElseThrow(),
                "--token-file",
                cloud.stack().tokens().operator().toString());
        int status = root.execute(
                Stream.concat(Stream.of(command), connection.stream()).toArray(String[]::new));
        return new Said(status, out.toString());
    }
}
