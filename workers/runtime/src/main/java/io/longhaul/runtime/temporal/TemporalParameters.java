package io.longhaul.runtime.temporal;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** Makes Temporal's clients from the configuration. */
public final class TemporalParameters {
    private TemporalParameters() {}

    /** A connection; it is made when it is first used, and made again when it is lost. */
    public static WorkflowServiceStubs connection(Configuration configuration) {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(configuration.get(CommonParameters.TEMPORAL_ADDRESS))
                .build());
    }

    /**
     * A client on a connection.
     *
     * @param identity how Temporal's UI names this process, for instance {@code control}
     */
    public static WorkflowClient client(WorkflowServiceStubs connection, Configuration configuration, String identity) {
        return WorkflowClient.newInstance(
                connection,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(configuration.get(CommonParameters.TEMPORAL_NAMESPACE))
                        .setIdentity(identity)
                        .build());
    }
}
