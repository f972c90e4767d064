package io.longhaul.stack;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longhaul.stack.process.Waiting;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The namespace in which our workflows run, and the attributes by which they are found. */
public final class TemporalNamespace {

    /** Its name. */
    public static final String NAME = "longhaul";

    /** The search attributes and their types, in the order in which the documentation lists them. */
    public static final Map<String, IndexedValueType> SEARCH_ATTRIBUTES = searchAttributes();

    private static final long RETENTION_SECONDS = TimeUnit.DAYS.toSeconds(30);

    private TemporalNamespace() {}

    /**
     * Makes the namespace and the attributes unless they exist, on our server or the operator's.
     *
     * @param target {@code host:port} of the frontend
     * @param limit how long the server may take until it answers
     * @throws StackException when it does not answer in time
     */
    public static void ensure(String target, java.time.Duration limit) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).validateAndBuildWithDefaults());
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder().setTarget(target).validateAndBuildWithDefaults());
        try {
            Attempt attempt = new Attempt(() -> {
                register(stubs);
                addSearchAttributes(operator);
                find(stubs);
            });
            if (!Waiting.until(limit, attempt::succeeds)) {
                throw new StackException("Temporal at " + target + " is not ready: " + attempt.failure());
            }
        } finally {
            stubs.shutdownNow();
            operator.shutdownNow();
        }
    }

    private static void register(WorkflowServiceStubs stubs) {
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .registerNamespace(RegisterNamespaceRequest.newBuilder()
                            .setNamespace(NAME)
                            .setDescription("Jobs of Longhaul")
                            .setWorkflowExecutionRetentionPeriod(Duration.newBuilder()
                                    .setSeconds(RETENTION_SECONDS)
                                    .build())
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    private static Map<String, IndexedValueType> searchAttributes() {
        Map<String, IndexedValueType> attributes = new LinkedHashMap<>();
        for (String name : List.of(
                "LonghaulOperation",
                "LonghaulTenant",
                "LonghaulVm",
                "LonghaulNode",
                "LonghaulState",
                "LonghaulStep",
                "LonghaulFailure",
                "LonghaulParentJob",
                "LonghaulWaiting")) {
            attributes.put(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        attributes.put("LonghaulExpectedEnd", IndexedValueType.INDEXED_VALUE_TYPE_DATETIME);
        attributes.put("LonghaulOverdue", IndexedValueType.INDEXED_VALUE_TYPE_BOOL);
        return Collections.unmodifiableMap(attributes);
    }

    private static void addSearchAttributes(OperatorServiceStubs operator) {
        Set<String> present = operator.blockingStub()
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(NAME)
                        .build())
                .getCustomAttributesMap()
                .keySet();
        Map<String, IndexedValueType> missing = new HashMap<>();
        SEARCH_ATTRIBUTES.forEach((name, type) -> {
            if (!present.contains(name)) {
                missing.put(name, type);
            }
        });
        if (!missing.isEmpty()) {
            operator.blockingStub()
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                            .setNamespace(NAME)
                            .putAllSearchAttributes(missing)
                            .build());
        }
    }

    /** Proves that the namespace and the attributes have reached the frontend. */
    private static void find(WorkflowServiceStubs stubs) {
        stubs.blockingStub()
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(NAME)
                        .setQuery("LonghaulVm = 'none' and LonghaulOverdue = false")
                        .build());
    }

    /** Keeps the last failure for the message. */
    private static final class Attempt {

        private final Runnable action;
        private String failure = "no attempt yet";

        Attempt(Runnable action) {
            this.action = action;
        }

        boolean succeeds() {
            try {
                action.run();
                return true;
            } catch (StatusRuntimeException e) {
                failure = e.getStatus().toString();
                return false;
            }
        }

        String failure() {
            return failure;
        }
    }
}
