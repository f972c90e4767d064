package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit finds an orphan of each kind, and nothing where nothing is. */
class AuditTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void passesBeforeDuringAndAfterACloneItsFlattenAndItsDeletion() {
        cloud.templates().normal();
        Audit.passes(cloud.stack());
        String clone = cloud.submitClone(cloud.freshName());
        Audit.passes(cloud.stack());
        jobs.succeeds(clone);
        Cloud.Vm vm = cloud.vmOf(clone);
        Audit.passes(cloud.stack());
        jobs.childrenOf(clone).forEach(jobs::succeeds);

        jobs.succeeds(cloud.submitDelete(vm));

        Audit.passes(cloud.stack());
    }

    @Test
    void findsWhatIsOnAHostAndUnknownAndWhatIsKnownAndNotThere() {
        Cloud.Vm running = cloud.runningClone();
        Cloud.Vm lost = cloud.stoppedClone();
        Cloud.Vm deleted = cloud.stoppedClone();
        jobs.succeeds(cloud.submitDelete(deleted));
        try (Plants plants = new Plants(cloud.stack())) {
            plants.file("foreign.qcow2");
            plants.file("vol_00000000000000000000000000.qcow2");
            plants.file(deleted.volume() + ".qcow2");
            plants.file(deleted.id() + ".seed.img");
            plants.file(running.volume() + ".qcow2.part");
            plants.domain("stranger");
            long second = plants.qemu(running.id());
            long unknown = plants.qemu("stranger");
            cloud.disks().removeDomain(lost);
            plants.move(lost.volume() + ".qcow2");

            Audit audit = Audit.of(cloud.stack(), "--json");

            assertThat(audit.status()).isEqualTo(3);
            assertThat(audit.failed())
                    .containsExactly(Invariant.ONE_DOMAIN_PER_VM, Invariant.NOTHING_UNKNOWN, Invariant.NOTHING_MISSING);
            assertThat(audit.findings(Invariant.ONE_DOMAIN_PER_VM))
                    .singleElement()
                    .asString()
                    .startsWith(running.id() + ": 2 QEMU processes on node1")
                    .contains(Long.toString(second));
            assertThat(audit.findings(Invariant.NOTHING_UNKNOWN))
                    .containsExactlyInAnyOrder(
                            "local/foreign.qcow2: file in storage local of node1 that the inventory does not know",
                            "local/vol_00000000000000000000000000.qcow2: file in storage local of node1 that the"
                                    + " inventory does not know",
                            "local/" + deleted.volume()
                                    + ".qcow2: file in storage local of node1 of something that the inventory has deleted",
                            "local/" + deleted.id()
                                    + ".seed.img: file in storage local of node1 of something that the inventory has deleted",
                            "local/" + running.volume()
                                    + ".qcow2.part: file in storage local of node1 that no open job works on",
                            "stranger: domain on node1 that the inventory does not know",
                            "stranger: QEMU process " + unknown + " on node1 that libvirt does not know");
            assertThat(audit.findings(Invariant.NOTHING_MISSING))
                    .containsExactlyInAnyOrder(
                            lost.id() + ": is STOPPED, and there is no domain on node1",
                            lost.volume() + ": no image in storage local of node1");
        }
        jobs.succeeds(cloud.submitDelete(lost));
        Audit.passes(cloud.stack());
    }

    @Test
    void findsRowsThatBelongToNoJobAndVersionsThatWereNotPublished() {
        Cloud.Vm vm = cloud.stoppedClone();
        String ended = cloud.submitStop(vm);
        jobs.succeeds(ended);
        try (Plants plants = new Plants(cloud.stack())) {
            plants.lock("vm_orphan", ended);
            plants.waiter("vol_orphan", ended);
            plants.reservation("vm_orphan");
            plants.version(vm.volume(), 1);
            plants.endedJob("job_orphan", ended);

            Audit audit = Audit.of(cloud.stack(), "--json");

            assertThat(audit.status()).isEqualTo(3);
            assertThat(audit.findings(Invariant.HOLDS_HAVE_JOBS))
                    .containsExactlyInAnyOrder(
                            "vm_orphan: the lock power is held by " + ended + ", which is SUCCEEDED",
                            "vol_orphan: " + ended + " waits for the lock content and is SUCCEEDED",
                            "vm_orphan: is CREATING, and no open job has it locked");
            assertThat(audit.findings(Invariant.VERSIONS_ARE_PUBLISHED))
                    .anyMatch(finding -> finding.startsWith(vm.volume() + ": has version")
                            && finding.contains("its last sequence on longhaul.inventory.event.v1"))
                    .anyMatch(finding -> finding.startsWith("vm_orphan: has version 1, and"))
                    .anyMatch(finding -> finding.startsWith("job_orphan: has version"));
            assertThat(audit.findings(Invariant.ONE_TERMINAL_EVENT))
                    .containsExactly("job_orphan: is SUCCEEDED, and has 0 terminal events on longhaul.job.event.v1");
        }
        Audit.passes(cloud.stack());
    }

    @Test
    void findsAJobWithoutItsRunAndARunWithoutItsJob() {
        Cloud.Vm vm = cloud.runningClone();
        String flatten = cloud.flatten(vm, 4);
        jobs.awaitProgress(flatten);
        try (Plants plants = new Plants(cloud.stack())) {
            plants.run("job_orphan", "no secret");
            cloud.runs().terminate(flatten);

            Audit audit = Audit.of(cloud.stack(), "--json");

            assertThat(audit.status()).isEqualTo(3);
            assertThat(audit.failed()).containsExactly(Invariant.JOBS_HAVE_RUNS);
            assertThat(audit.findings(Invariant.JOBS_HAVE_RUNS))
                    .hasSize(2)
                    .contains(flatten + ": is open, and no run of it is")
                    .anyMatch(finding ->
                            finding.startsWith("job_orphan: the run ") && finding.endsWith("and there is no such job"));
        }
        jobs.retry(jobs.job(flatten));
        jobs.succeeds(flatten);
        Audit.passes(cloud.stack());
    }

    @Test
    void findsSecretsInLogsHistoriesAndArgumentsAndPrintsNone() {
        String password = Plants.controlsPassword(cloud.stack());
        String sealKey = Plants.sealKey(cloud.stack());
        try (Plants plants = new Plants(cloud.stack())) {
            plants.log("planted with " + password + " in it\n");
            plants.log("planted with " + sealKey + " in it\n");
            plants.run("planted", "with " + password + " in it");
            long process = plants.process(password);

            Audit audit = Audit.of(cloud.stack(), "--json");

            assertThat(audit.status()).isEqualTo(3);
            assertThat(audit.failed()).containsExactly(Invariant.NO_SECRETS);
            List<String> findings = audit.findings(Invariant.NO_SECRETS);
            assertThat(findings)
                    .hasSize(4)
                    .anyMatch(finding ->
                            finding.contains("planted1.log: the secret of postgres.password.file is in the log on "))
                    .anyMatch(
                            finding -> finding.contains("planted2.log: the secret of seal.key.file is in the log on "))
                    .contains("planted: the secret of postgres.password.file is in the history")
                    .anyMatch(finding -> finding.startsWith("pid " + process
                            + ": the secret of postgres.password.file is in the arguments of the process on "));
            assertThat(audit.text()).doesNotContain(password).doesNotContain(sealKey);
        }
        Audit.passes(cloud.stack());
    }

    /** A census of them is more than Temporal carries at once. */
    @Test
    void looksAtAStorageOfTwentyThousandFiles() {
        Cloud.Vm lost = cloud.stoppedClone();
        Cloud.Vm there = cloud.stoppedClone();
        try (Plants plants = new Plants(cloud.stack())) {
            plants.files("foreign-", 20_000);
            plants.move(lost.volume() + ".qcow2");

            Audit audit = Audit.of(cloud.stack(), "--json");

            assertThat(audit.status()).isEqualTo(3);
            assertThat(audit.failed()).containsExactly(Invariant.NOTHING_UNKNOWN, Invariant.NOTHING_MISSING);
            assertThat(audit.looked(Invariant.NOTHING_UNKNOWN)).isGreaterThan(20_000);
            assertThat(audit.findings(Invariant.NOTHING_UNKNOWN))
                    .hasSize(AuditCheck.SHOWN)
                    .last()
                    .asString()
                    .matches("more: at least \\d+ more are not shown");
            assertThat(audit.findings(Invariant.NOTHING_MISSING))
                    .containsExactly(lost.volume() + ": no image in storage local of node1");
        }
        jobs.succeeds(cloud.submitDelete(lost));
        jobs.succeeds(cloud.submitDelete(there));
        Audit.passes(cloud.stack());
    }

    @Test
    void saysWhatItCouldNotLookAt() {
        cloud.part("node").kill9();

        Audit audit = Audit.of(cloud.stack());

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.text())
                .contains("INCOMPLETE  nothing-unknown")
                .contains("unseen   the node node1 could not be asked");
    }
}
