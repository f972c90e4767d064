package io.longhaul.inventory;

import io.longhaul.inventory.job.Acceptance;
import io.longhaul.inventory.job.JobLedgerActivities;
import io.longhaul.inventory.job.JobQueries;
import io.longhaul.inventory.job.JobService;
import io.longhaul.inventory.job.JobServiceConfig;
import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.inventory.node.NodeRegistry;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.StorageReport;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.InventoryChange;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An inventory in which jobs are accepted, claimed and ended as the real processes do it. */
public final class World implements AutoCloseable {
    public static final Principal OPERATOR = new Principal(Principal.Role.OPERATOR, "demo", "token:ops");
    public static final Principal TENANT = new Principal(Principal.Role.TENANT, "demo", "token:demo");
    public static final Principal STRANGER = new Principal(Principal.Role.TENANT, "other", "token:other");
    public static final long GIB = 1024L * 1024 * 1024;

    private final TestDatabase test = new TestDatabase();
    /** As the owner, for the eyes of tests. */
    public final Database database = test.owned();
    /** As the API sees it, with its rights. */
    public final Database api = test.as("api");
    /** As the control worker sees it, with its rights. */
    public final Database control = test.as("control");

    public final JobService jobs = new JobService(api, JobServiceConfig.withKey(new byte[32]));
    public final JobLedgerActivities ledger = new JobLedgerActivities(control);
    public final JobQueries queries = new JobQueries(api);
    public final NodeRegistry nodes = new NodeRegistry(control);
    private final AtomicInteger number = new AtomicInteger();

    /** A VM that was cloned. */
    public record Vm(String id, String name, String volume, String template) {}

    public void report(String node, int vcpus, long memoryMib) {
        nodes.report(reportOf(node, vcpus, memoryMib, Map.of()));
    }

    public static NodeReport reportOf(String node, int vcpus, long memoryMib, Map<String, String> domains) {
        return new NodeReport(
                node,
                "default",
                "i1",
                vcpus,
                memoryMib,
                List.of(new StorageReport("local", "qcow2", 100 * GIB, 50 * GIB)),
                List.of("default"),
                Map.of("accelerator", "qemu"),
                domains,
                false,
                Instant.now());
    }

    public String name(String prefix) {
        return prefix + "-" + number.incrementAndGet();
    }

    public Acceptance submit(JobRequest request) {
        return jobs.accept(TENANT, null, request, "");
    }

    public String job(JobRequest request) {
        return submit(request).accepted().jobId();
    }

    public static RegisterTemplate register(String name) {
        return new RegisterTemplate(name, "image.qcow2", ImageFormat.QCOW2, null, null);
    }

    public static CloneVm clone(String name, String template) {
        return new CloneVm(
                name,
                template,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Readiness.started(),
                FlattenPolicy.NEVER,
                null);
    }

    /** A template that is ready. */
    public String template() {
        Acceptance accepted = submit(register(name("template")));
        String id = accepted.accepted().creates().get("template");
        run(accepted.accepted().jobId(), new InventoryChange.TemplateReady(id, GIB, "ab".repeat(32)));
        return id;
    }

    /** A clone that runs or is off. */
    public Vm vm(String template, VmState state) {
        String name = name("vm");
        Acceptance accepted = submit(clone(name, template));
        String vm = accepted.accepted().creates().get("vm");
        String volume = accepted.accepted().creates().get("volume.0");
        run(
                accepted.accepted().jobId(),
                new InventoryChange.VolumeReady(volume),
                new InventoryChange.VmPower(vm, state));
        return new Vm(vm, name, volume, template);
    }

    /** Claims the job and ends it as succeeded. */
    public void run(String job, InventoryChange... changes) {
        ledger.claim(job, runOf(job));
        succeed(job, changes);
    }

    /** Ends a claimed job as succeeded. */
    public void succeed(String job, InventoryChange... changes) {
        int transition = ledger.claim(job, runOf(job)).transitions() + 1;
        StepTransition done = new StepTransition(
                transition,
                "work",
                io.longhaul.schemas.job.StepState.SUCCEEDED,
                StepResult.of("done"),
                null,
                Arrays.asList(changes));
        ledger.end(
                job,
                runOf(job),
                new JobEnd(JobState.SUCCEEDED, Map.of("vm", "x"), null, List.of(), List.of(done), List.of()));
    }

    /** Ends a claimed job in another state. */
    public void end(String job, JobState state) {
        end(job, runOf(job), state);
    }

    /** Ends a job that another run has claimed. */
    public void end(String job, String run, JobState state) {
        ledger.end(job, run, new JobEnd(state, Map.of(), null, List.of(), List.of(), List.of()));
    }

    /** A job that a run has claimed. */
    public String claimed(JobRequest request) {
        String job = job(request);
        if (!ledger.claim(job, runOf(job)).granted()) {
            throw new AssertionError("not granted: " + job);
        }
        return job;
    }

    public Hold hold(String job) {
        return ledger.hold(job, runOf(job));
    }

    /** Jobs of which the starter is to start a run. */
    public List<String> toStart() {
        return new Reconciliation(control)
                .jobsToStart(Duration.ZERO).stream()
                        .map(job -> job.input().jobId())
                        .toList();
    }

    public static String runOf(String job) {
        return "run-of-" + job;
    }

    public JobView show(String job) {
        return queries.show(OPERATOR, job).orElseThrow();
    }

    /** How many rows a query finds. */
    public long count(String sql, Object... values) {
        return database.read(handle -> {
            var query = handle.createQuery("select count(*) " + sql);
            for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
            }
            return query.mapTo(Long.class).one();
        });
    }

    @Override
    public void close() {
        api.close();
        control.close();
        test.close();
    }
}
