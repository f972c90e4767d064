package io.longhaul.launcher.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Json;
import io.longhaul.cli.output.JobText;
import io.longhaul.cli.watch.JobStream;
import io.longhaul.cli.watch.Terminal;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.api.VolumeView;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.JobState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the demo asks of the API, exactly as any client does. */
final class DemoApi {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ApiClient client;
    private final PrintWriter out;

    DemoApi(ApiClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    JobAccepted submit(JobRequest request) {
        return client.submit(Json.request(request), UUID.randomUUID().toString())
                .as(JobAccepted.class);
    }

    /**
     * Follows a job with its progress.
     *
     * @throws DemoException unless it succeeds
     */
    JobView follow(String jobId) {
        JobView last;
        try (var display = Terminal.display(out)) {
            last = new JobStream(client, PATIENCE, Duration.ofMillis(300)).follow(jobId, display);
        }
        if (last.state() != JobState.SUCCEEDED) {
            throw new DemoException("the job " + jobId + " is " + last.state() + "\n"
                    + String.join(
                            "\n", JobText.lines(client.get("/v1/jobs/" + jobId).as(JobView.class))));
        }
        return last;
    }

    JobView run(JobRequest request) {
        return follow(submit(request).jobId());
    }

    List<VmView> vms() {
        return page("/v1/vms?limit=500", new TypeReference<Page<VmView>>() {});
    }

    List<NodeView> nodes() {
        return page("/v1/nodes", new TypeReference<Page<NodeView>>() {});
    }

    List<TemplateView> templates() {
        return page("/v1/templates?limit=500", new TypeReference<Page<TemplateView>>() {});
    }

    List<JobView> children(String jobId) {
        return page("/v1/jobs?parent=" + jobId, new TypeReference<Page<JobView>>() {});
    }

    VmView vm(String id) {
        return client.get("/v1/vms/" + id).as(VmView.class);
    }

    VolumeView volume(String id) {
        return client.get("/v1/volumes/" + id).as(VolumeView.class);
    }

    private <T> List<T> page(String path, TypeReference<Page<T>> type) {
        return client.get(path).as(type).items();
    }
}
