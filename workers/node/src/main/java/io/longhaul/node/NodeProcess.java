package io.longhaul.node;

import io.longhaul.host.Host;
import io.longhaul.host.HostConfig;
import io.longhaul.host.audit.Census;
import io.longhaul.host.libvirt.DomainTemplate.Accelerator;
import io.longhaul.host.libvirt.NetworkMapping;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.ConfigurationException;
import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.runtime.temporal.TemporalClient;
import io.longhaul.runtime.temporal.TemporalWorkers;
import io.longhaul.workflows.port.PayloadFormat;
import io.longhaul.workflows.port.TaskQueues;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Puts the node worker together. */
final class NodeProcess {
    private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(2);
    private static final Duration FINISH_SHORT_CALLS = Duration.ofSeconds(10);

    private NodeProcess() {}

    /** Starts it. What is opened later is closed earlier: work, short calls, the last report, the connections. */
    static void start(ProcessContext context) throws IOException {
        Configuration configuration = context.configuration();
        Lifecycle lifecycle = context.lifecycle();
        String node = configuration.get(NodeParameters.NAME_OF_NODE);
        String cluster = configuration.get(NodeParameters.CLUSTER);
        Host host = lifecycle.opened("host", Host.open(hostConfig(configuration)));
        ObservationSender sender = lifecycle.opened(
                "observations",
                new ObservationSender(
                        configuration.get(CommonParameters.KAFKA_BOOTSTRAP_SERVERS), node, context.metrics()));
        String incarnation = UUID.randomUUID().toString();
        Reporter reporter = lifecycle.opened(
                "reporter",
                new Reporter(
                        configuration.get(NodeParameters.REPORT_SECONDS),
                        () -> host.report(cluster, incarnation, false),
                        sender));
        lifecycle.opened("domain events", host.watchDomains(sender::send));
        TemporalClient temporal = lifecycle.opened(
                "temporal",
                new TemporalClient(configuration, "node." + node, PayloadFormat.CONVERTER, context.metrics()));
        Admission admission = lifecycle.opened("admission", new Admission(node, temporal.client(), host.parts()));
        lifecycle.opened("admission calls", admissionWorker(node, temporal, admission));
        TemporalWorkers control =
                lifecycle.opened("short calls", controlWorker(configuration, temporal, host, admission));
        TemporalWorkers work = lifecycle.opened("long calls", workWorker(configuration, temporal, host, admission));
        admission.guards(List.of(control, work));
        context.health().needs("libvirt", reporter::problem);
        context.health().needs("admission", admission::refused);
        context.health().needs("control-queue", control::problem);
        context.health().needs("work-queue", work::problem);
    }

    private static TemporalWorkers admissionWorker(String node, TemporalClient temporal, Admission admission) {
        WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
        factory.newWorker(TaskQueues.nodeAdmission(node), options(1)).registerActivitiesImplementations(admission);
        return new TemporalWorkers("admission", temporal, factory, FINISH_SHORT_CALLS);
    }

    private static TemporalWorkers controlWorker(
            Configuration configuration, TemporalClient temporal, Host host, Admission admission) {
        WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
        factory.newWorker(
                        TaskQueues.nodeControl(configuration.get(NodeParameters.NAME_OF_NODE)),
                        options(configuration.get(NodeParameters.CONTROL_SLOTS)))
                .registerActivitiesImplementations(
                        host.control(),
                        new NodeAuditActivities(new Census(host.parts()), configuration),
                        new NodeLogActivities(JobLogReader.of(configuration)));
        return new TemporalWorkers("control", temporal, factory, FINISH_SHORT_CALLS, admission::problem);
    }

    /** Long calls are interrupted at the end: what they watch goes on without them, and the next worker joins it. */
    private static TemporalWorkers workWorker(
            Configuration configuration, TemporalClient temporal, Host host, Admission admission) {
        WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
        String node = configuration.get(NodeParameters.NAME_OF_NODE);
        factory.newWorker(TaskQueues.nodeWork(node), options(configuration.get(NodeParameters.WORK_SLOTS)))
                .registerActivitiesImplementations(host.work());
        factory.newWorker(TaskQueues.nodeWait(node), options(configuration.get(NodeParameters.WAIT_SLOTS)))
                .registerActivitiesImplementations(host.waits());
        return new TemporalWorkers("work", temporal, factory, Duration.ZERO, admission::problem);
    }

    private static WorkerOptions options(int slots) {
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(slots)
                .setMaxConcurrentActivityTaskPollers(2)
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .build();
    }

    static HostConfig hostConfig(Configuration configuration) {
        Integer vcpus = configuration.get(NodeParameters.VCPUS);
        Long memoryMib = configuration.get(NodeParameters.MEMORY_MIB);
        return new HostConfig(
                configuration.get(NodeParameters.NAME_OF_NODE),
                configuration.get(NodeParameters.LIBVIRT_URI),
                configuration.get(NodeParameters.ACCELERATOR).equals("kvm") ? Accelerator.KVM : Accelerator.TCG,
                storages(configuration.get(NodeParameters.STORAGES)),
                networks(configuration.get(NodeParameters.NETWORKS)),
                configuration.get(NodeParameters.IMAGES_DIRECTORY),
                configuration.get(NodeParameters.STATE_DIRECTORY),
                configuration.get(CommonParameters.SEAL_KEY_FILE).file(),
                configuration.get(NodeParameters.LIBVIRT_DEADLINE_SECONDS),
                configuration.get(NodeParameters.STALL_SECONDS),
                vcpus == null ? 0 : vcpus,
                memoryMib == null ? 0 : memoryMib);
    }

    private static Map<String, Path> storages(Map<String, String> texts) {
        Map<String, Path> storages = new TreeMap<>();
        texts.forEach((name, text) -> {
            if (!text.startsWith("qcow2:/")) {
                throw new ConfigurationException(List.of("'" + NodeParameters.STORAGES.name() + "': the storage '"
                        + name + "' is '" + text + "'; set it to qcow2:DIRECTORY with an absolute path"));
            }
            storages.put(name, Path.of(text.substring("qcow2:".length())));
        });
        return storages;
    }

    private static Map<String, NetworkMapping> networks(Map<String, String> texts) {
        Map<String, NetworkMapping> networks = new TreeMap<>();
        texts.forEach((name, text) -> {
            try {
                networks.put(name, NetworkMapping.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(List.of(
                        "'" + NodeParameters.NETWORKS.name() + "': the network '" + name + "': " + e.getMessage()));
            }
        });
        return networks;
    }
}
