package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Connection;
import io.longhaul.cli.http.Json;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.schemas.job.StartVm;
import io.longhaul.schemas.job.StepState;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.stack.Stack;
import io.longhaul.stack.StackOptions;
import io.longhaul.stack.StackTokens;
import io.longhaul.stack.part.Part;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The whole stack, started once for all tests of this JVM, and what tests ask of it. */
final class Cloud {
    /** Generous: it only ends a test that hangs. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String READY = "LONGHAUL-GUEST tick";
    private static Cloud running;

    private final Stack stack;
    private final ApiClient api;
    private final ApiClient operator;
    private final Disks disks;
    private final Templates templates;
    private final AtomicInteger names = new AtomicInteger();
    private final Map<String, JobAccepted> accepted = new ConcurrentHashMap<>();

    private Cloud(Stack stack) {
        this.stack = stack;
        this.api = client(stack.tokens().tenant(), null);
        this.operator = client(stack.tokens().operator(), StackTokens.TENANT);
        this.disks = new Disks(stack);
        this.templates = new Templates(this, stack);
    }

    private ApiClient client(Path token, String tenant) {
        URI address = URI.create(stack.part("api").address().orElseThrow());
        return new ApiClient(new Connection(address, Connection.readToken(token), tenant));
    }

    static synchronized Cloud running() {
        if (running == null) {
            // Room for the fifty clones of one test, most of which are never started.
            Stack stack = Stack.ephemeral(
                    StackOptions.forTests().with("node.vcpus", "64").with("node.memory.mib", "65536"));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            running = new Cloud(stack.up());
            running.awaitNode();
        }
        return running;
    }

    /** A VM with its system disk. */
    record Vm(String id, String volume) {}

    Stack stack() {
        return stack;
    }

    String kafka() {
        return stack.kafka();
    }

    Part part(String name) {
        return stack.part(name);
    }

    void start(String name) {
        stack.part(name).start();
    }

    /** Thaws and starts whatever a test has frozen or killed. */
    void startEverything() {
        stack.parts().stream().filter(part -> part.pid().isPresent()).forEach(Part::thaw);
        stack.up();
        awaitNode();
    }

    /** Starts every part again, and deletes every VM. */
    void leaveNothing() {
        startEverything();
        List<String> deletes = new ArrayList<>();
        api.get("/v1/vms?limit=500")
                .tree()
                .path("items")
                .forEach(vm -> deletes.add(submit(new DeleteVm(vm.path("id").asText()))));
        deletes.forEach(this::awaitEnd);
    }

    /** What is on the host. */
    Disks disks() {
        return disks;
    }

    Templates templates() {
        return templates;
    }

    /** The API, asked with the tenant's token. */
    ApiClient api() {
        return api;
    }

    String freshName() {
        return "vm-" + names.incrementAndGet();
    }

    String submit(JobRequest request) {
        JobAccepted answer =
                api.submit(Json.write(request), UUID.randomUUID().toString()).as(JobAccepted.class);
        accepted.put(answer.jobId(), answer);
        return answer.jobId();
    }

    /** The code with which a request is refused. */
    String refusal(JobRequest request) {
        try {
            return submit(request) + " was accepted";
        } catch (RefusedException e) {
            return e.problem().path("code").asText();
        }
    }

    CloneVm cloneRequest(String name, FlattenPolicy flatten, Readiness readiness, CloneVm.Guest guest) {
        return cloneRequest(name, templates.normal(), flatten, readiness, guest);
    }

    /** A clone that waits until its guest ticks, with a flatten behind it. */
    String submitClone(String name) {
        return submit(
                cloneRequest(name, FlattenPolicy.BACKGROUND, new Readiness(Readiness.Kind.SERIAL, READY, 240), null));
    }

    String submitClone(String name, String pattern, int timeoutSeconds) {
        return submit(cloneRequest(
                name, FlattenPolicy.NEVER, new Readiness(Readiness.Kind.SERIAL, pattern, timeoutSeconds), null));
    }

    /** A clone that is not started, with a flatten behind it. */
    String submitDefinedClone(String name) {
        return submit(
                cloneRequest(name, FlattenPolicy.BACKGROUND, new Readiness(Readiness.Kind.DEFINED, null, null), null));
    }

    Vm runningClone() {
        return runningClone(templates.normal());
    }

    Vm runningClone(String template) {
        String clone = submit(cloneRequest(
                freshName(), template, FlattenPolicy.NEVER, new Readiness(Readiness.Kind.SERIAL, READY, 240), null));
        succeeds(clone);
        return vmOf(clone);
    }

    Vm stoppedClone() {
        String clone = submit(cloneRequest(
                freshName(), FlattenPolicy.NEVER, new Readiness(Readiness.Kind.DEFINED, null, null), null));
        succeeds(clone);
        return vmOf(clone);
    }

    /** The VM of a clone, as its acceptance named it; the VM may be deleted since. */
    Vm vmOf(String clone) {
        JobAccepted answer = accepted.get(clone);
        return new Vm(answer.creates().get("vm"), answer.creates().get("volume.0"));
    }

    String flatten(Vm vm, Integer bandwidthMibps) {
        return submit(new FlattenVolume(vm.volume(), bandwidthMibps));
    }

    String submitStop(Vm vm) {
        return submitStop(vm, 60);
    }

    String submitStop(Vm vm, int graceSeconds) {
        return submit(new StopVm(vm.id(), graceSeconds));
    }

    String submitStart(Vm vm) {
        return submit(new StartVm(vm.id()));
    }

    String submitDelete(Vm vm) {
        return submit(new DeleteVm(vm.id()));
    }

    JobView job(String id) {
        return operator.get("/v1/jobs/" + id).as(JobView.class);
    }

    List<String> childrenOf(String job) {
        List<String> children = new ArrayList<>();
        api.get("/v1/jobs?limit=500&parent=" + job)
                .tree()
                .path("items")
                .forEach(child -> children.add(child.path("id").asText()));
        return children;
    }

    void cancel(String job) {
        api.post("/v1/jobs/" + job + "/cancel", "{\"reason\": \"a test\"}");
    }

    /** The code of the refusal, or null when the decision was accepted. */
    String decide(JobView parked, String decision, int parking) {
        try {
            String body = Json.write(Map.of("parking", parking, "reason", "a test"));
            operator.post("/v1/jobs/" + parked.id() + "/" + decision, body);
            return null;
        } catch (RefusedException e) {
            return e.problem().path("code").asText();
        }
    }

    void retry(JobView parked) {
        assertThat(decide(parked, "retry", parked.parking().number())).isNull();
    }

    void awaitState(String job, JobState state) {
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() ->
                        assertThat(job(job).state()).as(() -> describe(job)).isEqualTo(state));
    }

    /** Waits until the step runs; a step that is over already counts. */
    void awaitStep(String job, String step) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(job).steps().stream()
                        .anyMatch(view -> view.name().equals(step) && view.state() != StepState.PENDING));
    }

    /** Waits until a running step shows bytes done. */
    void awaitProgress(String job) {
        await().atMost(LIMIT)
                .pollInterval(POLL)
                .until(() -> job(job).steps().stream()
                        .map(StepView::progress)
                        .anyMatch(progress -> progress != null && progress.bytesDone() > 0));
    }

    JobView awaitEnd(String job) {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> {
            JobState state = job(job).state();
            assertThat(state).as(() -> describe(job)).isNotEqualTo(JobState.NEEDS_ATTENTION);
            return state.terminal();
        });
        return job(job);
    }

    /** The job ends in this state, once. */
    void endsAs(String job, JobState state) {
        assertThat(awaitEnd(job).state()).as(() -> describe(job)).isEqualTo(state);
        Invariants.oneTerminalEvent(this, job);
    }

    void succeeds(String job) {
        endsAs(job, JobState.SUCCEEDED);
    }

    /** The disk is independent and its content the template's. */
    void independentAndUnharmed(Vm vm) {
        assertThat(api.get("/v1/volumes/" + vm.volume())
                        .tree()
                        .path("independent")
                        .asBoolean())
                .isTrue();
        disks.independentAndUnharmed(vm, templates.image());
    }

    /** The disk's content is the template's, whatever it depends on. */
    void contentIsTheTemplates(Vm vm) {
        disks.contentEquals(vm, templates.image());
    }

    /** The guest has printed the checksum of its own disk, and it is the template's. */
    void guestReadTheTemplatesChecksum(Vm vm) {
        String sha256 = api.get("/v1/templates/" + templates.normal())
                .tree()
                .path("sha256")
                .asText();
        assertThat(disks.console(vm)).contains("LONGHAUL-GUEST sha256 " + sha256);
    }

    void terminateRun(String job) {
        try (Runs runs = new Runs(stack)) {
            runs.terminate(job);
        }
    }

    String historyOf(String job) {
        try (Runs runs = new Runs(stack)) {
            return runs.history(job);
        }
    }

    private static CloneVm cloneRequest(
            String name, String template, FlattenPolicy flatten, Readiness readiness, CloneVm.Guest guest) {
        return new CloneVm(
                name, template, null, List.of(), 1, 128L, null, null, List.of(), guest, readiness, flatten, null);
    }

    private void awaitNode() {
        await().atMost(LIMIT).pollInterval(POLL).until(() -> {
            var nodes = operator.get("/v1/nodes").tree().path("items");
            return nodes.size() == 1 && nodes.get(0).path("live").asBoolean();
        });
    }

    private String describe(String job) {
        return Json.write(operator.get("/v1/jobs/" + job).tree());
    }
}
