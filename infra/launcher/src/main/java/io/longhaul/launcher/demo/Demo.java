package io.longhaul.launcher.demo;

import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Connection;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.cli.output.ProblemText;
import io.longhaul.cli.output.Quantity;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.api.VmState;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.event.JobEvent;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.Stack;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The demo over a running stack: from an image to a VM whose disk needs no template, each claim checked. */
final class Demo {
    static final int STEPS = 6;

    private static final int SECONDS_OF_FLATTEN = 5;
    private static final long MIB = 1L << 20;
    private static final String VM_PREFIX = "demo-";

    private final Stack stack;
    private final Narrator narrator;
    private final DemoApi api;
    private final Proof proof = new Proof();

    Demo(Stack stack, Narrator narrator) {
        this.stack = stack;
        this.narrator = narrator;
        this.api = new DemoApi(
                new ApiClient(new Connection(
                        URI.create(address("api")),
                        Connection.readToken(stack.tokens().operator()),
                        "demo")),
                narrator.out());
    }

    /** Runs it; the proof says whether all of it held. */
    Proof run(DemoImage image) {
        NodeView node = narrator.step("Wait for the node to report", "node", this::awaitNode);
        TemplateView template = narrator.step("Register the image as a template", "node", () -> template(image));
        narrator.step("Delete the VMs of earlier demos", "node", this::deleteOldVms);
        JobAccepted clone = narrator.step(
                "Clone a VM from the template and start it from its own disk",
                "node",
                () -> clone(image, template, node));
        VmView vm = api.vm(clone.creates().get("vm"));
        SerialLog serial = new SerialLog(stack.home().run("node").resolve("state/serial/" + vm.id() + ".log"));
        if (image.ours()) {
            proveOwnDisk(serial, template);
        } else {
            proof.unchecked("that the guest boots");
        }
        String flatten = narrator.step(
                "Flatten the disk behind it while the VM runs", "node", () -> flatten(clone.jobId(), image, serial));
        proveFlattened(image, template, vm);
        narrator.step("Read the events back from Kafka", "relay", () -> readBack(List.of(clone.jobId(), flatten)));
        return proof;
    }

    private NodeView awaitNode() {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            Optional<NodeView> live =
                    api.nodes().stream().filter(NodeView::live).findFirst();
            if (live.isPresent()) {
                NodeView node = live.get();
                narrator.say(node.name() + ": " + node.vcpus() + " vCPUs, " + Quantity.bytes(node.memoryMib() * MIB)
                        + ", networks: " + String.join(", ", node.networks()));
                new TreeMap<>(node.facts()).forEach((fact, value) -> narrator.say(fact + " " + value));
                return node;
            }
            pause(Duration.ofMillis(200));
        }
        throw new DemoException("no node reports");
    }

    private TemplateView template(DemoImage image) {
        Optional<TemplateView> known = ready(image.templateName());
        if (known.isPresent()) {
            narrator.say(image.templateName() + " is known from an earlier run");
        } else {
            narrator.say(image.templateName() + " from " + image.file() + " ("
                    + image.format().wireName() + ")");
            api.run(new RegisterTemplate(
                    image.templateName(), image.placeIn(stack.images()), image.format(), null, null));
        }
        TemplateView template = ready(image.templateName())
                .orElseThrow(() -> new DemoException("the template " + image.templateName() + " is not READY"));
        narrator.say(template.id() + ", " + Quantity.bytes(template.virtualBytes()) + ", sha256 " + template.sha256());
        return template;
    }

    private Optional<TemplateView> ready(String name) {
        return api.templates().stream()
                .filter(template -> template.name().equals(name) && template.state() == TemplateState.READY)
                .findFirst();
    }

    private List<VmView> deleteOldVms() {
        List<VmView> old = api.vms().stream()
                .filter(vm -> vm.name().startsWith(VM_PREFIX))
                .filter(vm -> vm.state() != VmState.DELETED && vm.state() != VmState.DELETING)
                .toList();
        narrator.say(old.isEmpty() ? "there is none" : old.size() + " found");
        for (VmView vm : old) {
            try {
                api.run(new DeleteVm(vm.id()));
            } catch (RefusedException e) {
                // An unfinished job of an interrupted demo holds it; this run does not need its place.
                narrator.say(vm.name() + " stays: " + ProblemText.lines(e).get(0));
            }
        }
        return old;
    }

    private JobAccepted clone(DemoImage image, TemplateView template, NodeView node) {
        String name = VM_PREFIX
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.now());
        List<CloneVm.Nic> nics = node.networks().stream()
                .filter("default"::equals)
                .map(CloneVm.Nic::new)
                .toList();
        Readiness readiness =
                image.ours() ? new Readiness(Readiness.Kind.SERIAL, SerialLog.CHECKSUM, 300) : Readiness.started();
        int bandwidth = (int) Math.max(8, template.virtualBytes() / MIB / SECONDS_OF_FLATTEN);
        JobAccepted accepted = api.submit(new CloneVm(
                name,
                template.name(),
                null,
                null,
                1,
                image.ours() ? 256L : 1024L,
                null,
                null,
                nics,
                new CloneVm.Guest(name, null, null),
                readiness,
                FlattenPolicy.BACKGROUND,
                bandwidth));
        narrator.say(name + " by " + accepted.jobId() + ", its disks flattened at " + bandwidth + " MiB/s");
        api.follow(accepted.jobId());
        return accepted;
    }

    private void proveOwnDisk(SerialLog serial, TemplateView template) {
        String read = serial.sha256().orElse("nothing");
        proof.check(
                read.equals(template.sha256()),
                "the guest booted from its own disk and read from it what the template holds",
                "guest    " + read,
                "template " + template.sha256());
    }

    private String flatten(String cloneJob, DemoImage image, SerialLog serial) {
        int before = serial.tick();
        String flatten = child(cloneJob);
        narrator.say(flatten + ", a child of the clone's job");
        api.follow(flatten);
        if (image.ours()) {
            int after = awaitTickBeyond(before, serial);
            proof.check(
                    after > before,
                    "the VM ran on while its disk was flattened",
                    "its guest ticked from " + before + " to " + after);
        }
        return flatten;
    }

    private int awaitTickBeyond(int before, SerialLog serial) {
        Instant end = Instant.now().plusSeconds(5);
        while (serial.tick() <= before && Instant.now().isBefore(end)) {
            pause(Duration.ofMillis(200));
        }
        return serial.tick();
    }

    private String child(String job) {
        Instant end = Instant.now().plusSeconds(15);
        while (Instant.now().isBefore(end)) {
            Optional<JobView> child = api.children(job).stream().findFirst();
            if (child.isPresent()) {
                return child.get().id();
            }
            pause(Duration.ofMillis(100));
        }
        throw new DemoException("no flatten followed the job " + job);
    }

    private void proveFlattened(DemoImage image, TemplateView template, VmView vm) {
        String volume = vm.volumes().get(0);
        PoolDisk disk = PoolDisk.of(stack.pool(), volume);
        proof.check(
                !disk.hasBackingFile() && api.volume(volume).independent(),
                "the disk needs no other file, and the inventory says so",
                disk.info().stream()
                        .filter(line -> line.matches("(image|file format|virtual size|disk size|backing file).*"))
                        .toArray(String[]::new));
        if (image.ours()) {
            proof.check(
                    disk.sameContent(PoolDisk.of(stack.pool(), template.volume())),
                    "the flattened disk has the template's content (qemu-img compare)");
        }
    }

    private Map<String, List<JobEvent>> readBack(List<String> jobs) {
        Map<String, List<JobEvent>> events = new ReadBack(stack.kafka()).jobs(jobs, Duration.ofSeconds(20));
        for (String job : jobs) {
            events.get(job).forEach(event -> narrator.say(EventText.line(event)));
            proof.check(
                    ReadBack.complete(events.get(job)),
                    "Kafka has every event of " + job + ": " + events.get(job).size()
                            + ", without a gap, and one terminal");
        }
        return events;
    }

    private String address(String part) {
        return stack.part(part).address().orElseThrow(() -> new DemoException("the part " + part + " does not run"));
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted", e);
        }
    }
}
