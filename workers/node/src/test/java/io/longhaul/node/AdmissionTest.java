package io.longhaul.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.longhaul.host.fence.EpochFence;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.temporal.TemporalClient;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.stack.TemporalServer;
import io.longhaul.stack.libvirt.LibvirtDaemon;
import io.longhaul.workflows.admission.AdmitNodeWorkflow;
import io.longhaul.workflows.admission.AdmitNodeWorkflowImpl;
import io.longhaul.workflows.port.AdmissionAnswer;
import io.longhaul.workflows.port.AdmissionDesk;
import io.longhaul.workflows.port.Fence;
import io.longhaul.workflows.port.NodeCensus;
import io.longhaul.workflows.port.PayloadFormat;
import io.longhaul.workflows.port.TaskQueues;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdmissionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aHostThatHasLostItsStateDirectoryRefusesWhatWasSentBeforeItsAdmission() throws Exception {
        try (TemporalServer temporal = TemporalServer.ephemeral();
                LibvirtDaemon libvirt = LibvirtDaemon.ephemeral()) {
            Configuration configuration = RunningNode.configuration(folder, temporal, libvirt, "127.0.0.1:1");
            try (TemporalClient client =
                    new TemporalClient(configuration, "control", PayloadFormat.CONVERTER, new SimpleMeterRegistry())) {
                WorkerFactory control = controlWorker(client.client());
                RunningNode before = ready(configuration);
                // Confirmed off once more meanwhile: the epoch that counts is not the one that it was begun with.
                assertThat(admission(client.client()).admit("node-1", 41)).isEqualTo(42);
                before.lifecycle().stop();
                refusesUnder(42);
                remove(folder.resolve("state"));

                RunningNode after = ready(configuration);
                refusesUnder(42);
                after.lifecycle().stop();
                control.shutdownNow();
            }
        }
    }

    private static RunningNode ready(Configuration configuration) throws IOException {
        RunningNode node = RunningNode.start(configuration);
        await().atMost(PATIENCE).until(() -> node.health().problems().isEmpty());
        return node;
    }

    /** The fence of a step: another process of this node, with the same files. */
    private void refusesUnder(long epoch) throws IOException {
        EpochFence fence = new EpochFence(folder.resolve("state").resolve("epochs"), Duration.ofSeconds(1));
        assertThatThrownBy(() -> fence.check("vol_1", new Fence("job_1", epoch - 1)))
                .asInstanceOf(type(LonghaulException.class))
                .extracting(e -> e.failure().code())
                .isEqualTo(FailureCode.EPOCH_STALE);
        fence.check("vol_1", new Fence("job_1", epoch));
    }

    private static WorkerFactory controlWorker(WorkflowClient client) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(TaskQueues.CONTROL);
        worker.registerWorkflowImplementationTypes(AdmitNodeWorkflowImpl.class);
        worker.registerActivitiesImplementations(new Desk());
        factory.start();
        return factory;
    }

    private static AdmitNodeWorkflow admission(WorkflowClient client) {
        return client.newWorkflowStub(
                AdmitNodeWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(AdmitNodeWorkflow.id("node-1"))
                        .setTaskQueue(TaskQueues.CONTROL)
                        .build());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }

    private static final class Desk implements AdmissionDesk {
        @Override
        public AdmissionAnswer admit(String node, long epoch, NodeCensus census) {
            return new AdmissionAnswer(epoch == 42, 42);
        }
    }
}
