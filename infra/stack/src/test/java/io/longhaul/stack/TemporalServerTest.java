package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TemporalServerTest {

    @Test
    void findsWorkflowsByOurSearchAttributesAndKeepsThemThirtyDays() {
        try (TemporalServer temporal = TemporalServer.ephemeral()) {
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(temporal.target())
                    .validateAndBuildWithDefaults());
            WorkflowClient client = WorkflowClient.newInstance(
                    stubs,
                    WorkflowClientOptions.newBuilder()
                            .setNamespace(temporal.namespace())
                            .build());
            WorkflowOptions options = WorkflowOptions.newBuilder()
                    .setWorkflowId("job_1")
                    .setTaskQueue("nobody")
                    .setTypedSearchAttributes(SearchAttributes.newBuilder()
                            .set(SearchAttributeKey.forKeyword("LonghaulVm"), "vm_1")
                            .build())
                    .build();
            client.newUntypedWorkflowStub("clone-vm", options).start();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(client.listExecutions("LonghaulVm = 'vm_1'"))
                            .hasSize(1));
            assertThat(stubs.blockingStub()
                            .describeNamespace(DescribeNamespaceRequest.newBuilder()
                                    .setNamespace(temporal.namespace())
                                    .build())
                            .getConfig()
                            .getWorkflowExecutionRetentionTtl()
                            .getSeconds())
                    .isEqualTo(Duration.ofDays(30).toSeconds());
            stubs.shutdownNow();
        }
    }

    @Test
    void comesBackOnItsPortAfterAKillAndIsShownByTheUi() throws Exception {
        LonghaulHome home = LonghaulHome.current();
        Path folder = home.newTestFolder("temporal");
        try (PostgresServer postgres = PostgresServer.ephemeral()) {
            TemporalServer first = TemporalServer.start(home, folder.resolve("server"), 0, postgres.address());
            String target = first.target();
            first.process().kill9();

            TemporalServer second = TemporalServer.start(home, folder.resolve("server"), 0, postgres.address());
            assertThat(second.target()).isEqualTo(target);
            TemporalUi ui = TemporalUi.start(home, folder.resolve("ui"), 0, target);
            HttpRequest namespaces = HttpRequest.newBuilder(URI.create(ui.url()).resolve("/api/v1/namespaces"))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(namespaces, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"longhaul\"");
            ui.stop();
            second.stop();
        }
        Folders.delete(folder);
    }
}
