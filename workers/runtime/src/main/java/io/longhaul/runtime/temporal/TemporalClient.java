package io.longhaul.runtime.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process's connection to Temporal, with the SDK's metrics. It is made when first used, and again when lost. */
public final class TemporalClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TemporalClient.class);
    private static final int ASK_SECONDS = 3;
    private static final int CLOSE_SECONDS = 2;

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final Scope scope;

    /**
     * A connection by the configuration.
     *
     * @param identity how Temporal's UI names this process, for instance {@code control}
     * @param converter how arguments and results are written
     */
    public TemporalClient(
            Configuration configuration, String identity, DataConverter converter, MeterRegistry metrics) {
        this.scope = new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(metrics))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(5));
        this.stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(configuration.get(CommonParameters.TEMPORAL_ADDRESS))
                .setMetricsScope(scope)
                .build());
        this.client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(configuration.get(CommonParameters.TEMPORAL_NAMESPACE))
                        .setIdentity(identity)
                        .setDataConverter(converter)
                        .build());
    }

    /** The client of the SDK. */
    public WorkflowClient client() {
        return client;
    }

    /** Why Temporal cannot be used now; empty when it answers and has the namespace. Takes at most three seconds. */
    public Optional<String> problem() {
        try {
            String namespace = client.getOptions().getNamespace();
            stubs.blockingStub()
                    .withDeadlineAfter(ASK_SECONDS, TimeUnit.SECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
            return Optional.empty();
        } catch (io.grpc.StatusRuntimeException e) {
            return Optional.of("Temporal does not answer: " + e.getStatus().getCode());
        }
    }

    @Override
    public void close() {
        stubs.shutdown();
        if (!stubs.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            stubs.shutdownNow();
        }
        try {
            scope.close();
        } catch (com.uber.m3.tally.ScopeCloseException e) {
            log.debug("the last metrics are lost", e);
        }
    }
}
