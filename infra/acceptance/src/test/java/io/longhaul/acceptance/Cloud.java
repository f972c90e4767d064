package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Connection;
import io.longhaul.cli.http.Json;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.schemas.job.StartVm;
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
    /** Ready when the guest ticks. */
    static final Readiness TICKING = new Readiness(Readiness.Kind.SERIAL, "LONGHAUL-GUEST tick", 240);

    private static Cloud running;

    private final Stack stack;
    private final ApiClient api;
    private final ApiClient operator;
    private final Disks disks;
    private final Templates templates;
    private final Jobs jobs;
    private final Runs runs;
    private final AtomicInteger names = new AtomicInteger();
    private final Map<String, Vm> clones = new ConcurrentHashMap<>();

    private Cloud(Stack stack) {
        this.stack = stack;
        this.api = client(stack.tokens().tenant(), null);
        this.operator = client(stack.tokens().operator(), StackTokens.TENANT);
        this.disks = new Disks(stack);
        this.templates = new Templates(this, stack);
        this.jobs = new Jobs(api, operator, stack);
        this.runs = new Runs(stack);
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

    /** A VM with its system disk and the name of the template that it was cloned from. */
    record Vm(String id, String volume, String template) {}

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
        deletes.forEach(jobs::awaitEnd);
    }

    /** What is on the host. */
    Disks disks() {
        return disks;
    }

    Templates templates() {
        return templates;
    }

    /** Jobs as people follow and decide them. */
    Jobs jobs() {
        return jobs;
    }

    /** The runs of jobs in Temporal. */
    Runs runs() {
        return runs;
    }

    /** The API, asked with the tenant's token. */
    ApiClient api() {
        return api;
    }

    /** The API as an operator asks it. */
    ApiClient operator() {
        return operator;
    }

    String freshName() {
        return "vm-" + names.incrementAndGet();
    }

    String submit(JobRequest request) {
        JobAccepted answer =
                api.submit(Json.write(request), UUID.randomUUID().toString()).as(JobAccepted.class);
        if (request instanceof CloneVm clone) {
            Map<String, String> creates = answer.creates();
            clones.put(answer.jobId(), new Vm(creates.get("vm"), creates.get("volume.0"), clone.template()));
        }
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
        return submit(cloneRequest(name, FlattenPolicy.BACKGROUND, TICKING, null));
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
        String clone = submit(cloneRequest(freshName(), template, FlattenPolicy.NEVER, TICKING, null));
        jobs.succeeds(clone);
        return vmOf(clone);
    }

    Vm stoppedClone() {
        return stoppedClone(templates.normal());
    }

    Vm stoppedClone(String template) {
        String clone = submit(cloneRequest(
                freshName(), template, FlattenPolicy.NEVER, new Readiness(Readiness.Kind.DEFINED, null, null), null));
        jobs.succeeds(clone);
        return vmOf(clone);
    }

    /** The VM of a clone, as its acceptance named it; the VM may be deleted since. */
    Vm vmOf(String clone) {
        return clones.get(clone);
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

    /** The disk is independent and its content the template's. */
    void independentAndUnharmed(Vm vm) {
        assertThat(api.get("/v1/volumes/" + vm.volume())
                        .tree()
                        .path("independent")
                        .asBoolean())
                .isTrue();
        disks.independentAndUnharmed(vm, templates.image(vm.template()));
    }

    /** The disk's content is the template's, whatever it depends on. */
    void contentIsTheTemplates(Vm vm) {
        disks.contentEquals(vm, templates.image(vm.template()));
    }

    /** The guest has printed the checksum of its own disk, and it is the template's. */
    void guestReadTheTemplatesChecksum(Vm vm) {
        String sha256 = api.get("/v1/templates/" + templates.normal())
                .tree()
                .path("sha256")
                .asText();
        assertThat(disks.console(vm)).contains("LONGHAUL-GUEST sha256 " + sha256);
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
}
