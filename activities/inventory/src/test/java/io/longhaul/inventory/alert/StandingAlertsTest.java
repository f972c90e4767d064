package io.longhaul.inventory.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.inventory.World;
import io.longhaul.inventory.World.Vm;
import io.longhaul.inventory.job.RunLost;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import io.longhaul.schemas.job.StepState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandingAlertsTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration LATER = Duration.ofHours(1);
    private static final AlertPolicy PATIENT = new AlertPolicy(LATER, LATER, 3, LATER, LATER);

    private World world;
    private String template;

    @BeforeEach
    void open() {
        world = new World();
        world.report("node1", 1_000, 1_000_000);
        template = world.template();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aJobThatIsParkedForLongerThanThePolicyAlertsAgainUntilItIsDecided() {
        String job = stopping();
        park(job, 1, FailureCode.WORLD_DISAGREES);
        round(PATIENT);
        assertThat(alerts(job)).containsExactly("1 raised WORLD_DISAGREES");

        round(new AlertPolicy(NOW, LATER, 3, LATER, LATER));
        round(PATIENT);
        assertThat(alerts(job)).containsExactly("1 raised WORLD_DISAGREES", "2 raised WORLD_DISAGREES");
        assertThat(world.count("from outbox a join outbox b on b.key = a.key and b.topic = a.topic and b.sequence = 2"
                        + " where a.sequence = 1 and a.topic = 'longhaul.alert.v1' and a.data ->> 'since' = b.data ->> 'since'"
                        + " and a.data ->> 'summary' = b.data ->> 'summary' and a.data ->> 'at' < b.data ->> 'at'"))
                .as("it says since when it lasts, and the same words")
                .isOne();

        world.ledger.decided(
                job,
                World.runOf(job),
                DecisionKind.RETRY,
                world.jobs
                        .decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "mended"))
                        .orElseThrow());
        round(new AlertPolicy(NOW, LATER, 3, LATER, LATER));
        assertThat(alerts(job)).endsWith("3 resolved WORLD_DISAGREES").hasSize(3);
    }

    @Test
    void aJobThatNoRunTakesUpAlertsOnceAndIsResolvedWhenOneDoes() {
        String job = world.job(World.clone(world.name("waits"), template));
        round(PATIENT);
        assertThat(alerts(job)).isEmpty();

        AlertPolicy impatient = new AlertPolicy(LATER, NOW, 3, LATER, LATER);
        round(impatient);
        round(impatient);
        assertThat(alerts(job)).containsExactly("1 raised NOT_STARTED");

        world.ledger.claim(job, World.runOf(job));
        round(impatient);
        round(impatient);
        assertThat(alerts(job)).containsExactly("1 raised NOT_STARTED", "2 resolved NOT_STARTED");
    }

    @Test
    void aJobWhoseLostRunGetsNoSuccessorAlertsTooUntilOneIsThere() {
        String job = stopping();
        new RunLost(world.control).park(job, World.runOf(job), "TERMINATED");
        world.jobs.decide(World.OPERATOR, job, DecisionKind.RETRY, new DecisionRequest(1, "go on"));
        AlertPolicy impatient = new AlertPolicy(LATER, NOW, 3, LATER, LATER);
        round(impatient);
        assertThat(alerts(job)).containsExactly("1 raised RUN_LOST", "2 resolved RUN_LOST", "3 raised NOT_STARTED");

        world.ledger.claim(job, "successor");
        round(impatient);
        assertThat(alerts(job)).endsWith("4 resolved NOT_STARTED");
    }

    @Test
    void aHostThatWasConfirmedOffAlertsUntilItIsAdmittedThoughItIsHeard() {
        AlertPolicy impatient = new AlertPolicy(LATER, LATER, 3, LATER, NOW);
        String key = "node:node1:NODE_UNREACHABLE";
        world.database.transaction(handle -> handle.execute(
                "update node set confirmed_off = '{}', last_seen_at = clock_timestamp() where name = 'node1'"));
        round(impatient);
        assertThat(alerts(key)).containsExactly("1 raised NODE_UNREACHABLE");
        assertThat(world.count("from outbox where key = ? and data ->> 'summary' like '%not admitted%'", key))
                .isOne();

        world.database.transaction(
                handle -> handle.execute("update node set confirmed_off = null where name = 'node1'"));
        round(impatient);
        assertThat(alerts(key)).endsWith("2 resolved NODE_UNREACHABLE");
    }

    @Test
    void aJobThatIsParkedAfterItWasNotStartedKeepsItsAlert() {
        String job = world.job(World.clone(world.name("waits"), template));
        AlertPolicy impatient = new AlertPolicy(LATER, NOW, 3, LATER, LATER);
        round(impatient);
        world.ledger.claim(job, World.runOf(job));
        park(job, 1, FailureCode.WORLD_DISAGREES);
        round(impatient);
        assertThat(alerts(job)).containsExactly("1 raised NOT_STARTED", "2 raised WORLD_DISAGREES");
    }

    @Test
    void aHostThatFailsAgainAndAgainAlertsUntilItHasBeenWellForLong() {
        AlertPolicy counting = new AlertPolicy(LATER, LATER, 3, LATER, LATER);
        AlertPolicy forgetting = new AlertPolicy(LATER, LATER, 3, NOW, LATER);
        String key = "node:node1:LIBVIRT_UNAVAILABLE";
        String job = stopping();
        for (int number = 1; number <= 2; number++) {
            fail(job, number, FailureCode.LIBVIRT_UNAVAILABLE);
        }
        fail(job, 3, FailureCode.CHILD_FAILED);
        round(counting);
        assertThat(alerts(key)).as("two are not enough").isEmpty();

        fail(stopping(), 1, FailureCode.LIBVIRT_UNAVAILABLE);
        round(counting);
        round(counting);
        assertThat(alerts(key)).containsExactly("1 raised LIBVIRT_UNAVAILABLE");
        assertThat(world.count(
                        "from outbox where key = ? and data ->> 'node' = 'node1' and data ->> 'runbook' = 'libvirt_unavailable'"
                                + " and data ->> 'summary' like '%3 steps of 2 jobs%'",
                        key))
                .isOne();
        round(new AlertPolicy(LATER, LATER, 9, LATER, LATER));
        assertThat(alerts(key)).as("fewer than before, and not yet none").hasSize(1);

        round(forgetting);
        round(forgetting);
        assertThat(alerts(key)).containsExactly("1 raised LIBVIRT_UNAVAILABLE", "2 resolved LIBVIRT_UNAVAILABLE");
    }

    @Test
    void aLostNodeAlertsUntilItIsHeardUnlessItIsInMaintenanceOrOnlyRestarts() {
        AlertPolicy impatient = new AlertPolicy(LATER, LATER, 3, LATER, NOW);
        String key = "node:node1:NODE_UNREACHABLE";
        NodeReport report = World.reportOf("node1", 1_000, 1_000_000, Map.of());
        world.nodes.report(new NodeReport(
                "node1",
                report.cluster(),
                report.incarnation(),
                report.vcpus(),
                report.memoryMib(),
                report.storages(),
                report.networks(),
                report.facts(),
                Map.of(),
                true,
                Instant.now()));
        round(PATIENT);
        assertThat(alerts(key)).as("it may come back at once").isEmpty();
        round(impatient);
        assertThat(alerts(key)).containsExactly("1 raised NODE_UNREACHABLE");

        world.nodes.maintenance("node1", "token:ops", "new disk");
        round(impatient);
        assertThat(alerts(key)).endsWith("2 resolved NODE_UNREACHABLE");
        world.nodes.activate("node1", "token:ops", "done");
        round(impatient);
        world.report("node1", 1_000, 1_000_000);
        round(impatient);
        assertThat(alerts(key))
                .endsWith("2 resolved NODE_UNREACHABLE", "3 raised NODE_UNREACHABLE", "4 resolved NODE_UNREACHABLE");
    }

    private void round(AlertPolicy policy) {
        new StandingAlerts(world.control, policy).round();
    }

    private List<String> alerts(String key) {
        return world.database.read(handle -> handle.createQuery(
                        "select sequence || ' ' || (data ->> 'state') || ' ' || (data ->> 'code') from outbox"
                                + " where topic = 'longhaul.alert.v1' and key = ? order by id")
                .bind(0, key)
                .mapTo(String.class)
                .list());
    }

    private String stopping() {
        Vm vm = world.vm(template, VmState.RUNNING);
        String job = world.job(new StopVm(vm.id(), 0));
        world.ledger.claim(job, World.runOf(job));
        return job;
    }

    private void fail(String job, int number, FailureCode code) {
        Failure failure = Failure.of(code, "no");
        world.ledger.record(
                job,
                World.runOf(job),
                List.of(new StepTransition(
                        number, "destroy-domain", StepState.FAILED, StepResult.of("no"), failure, List.of())));
    }

    private void park(String job, int number, FailureCode code) {
        world.ledger.park(
                job,
                World.runOf(job),
                new Parking(number, "work", Failure.of(code, "no"), Map.of(DecisionKind.RETRY, "again")));
    }
}
