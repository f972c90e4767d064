package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobState;
import io.longhaul.stack.part.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What rules and dashboard ask for is really there. */
class MetricsTest implements OnTheCloud {
    /** Of Prometheus itself. */
    private static final Set<String> OF_OTHERS = Set.of("up");

    private final Cloud cloud = Cloud.running();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theRunningProcessesShowEveryMetricThatTheRulesAndTheDashboardName() {
        Set<String> named = new TreeSet<>(AlertRules.metricsOfRules());
        assertThat(named).hasSizeGreaterThan(12);
        named.addAll(AlertRules.metricsOfDashboard());
        named.removeAll(OF_OTHERS);

        // Only while a job is parked are there numbers of parked jobs and of raised alerts.
        String job = cloud.submitClone(cloud.freshName(), "NEVER PRINTED", 600);
        cloud.jobs().awaitStep(job, "clone-disk-0");
        cloud.runs().terminate(job);
        cloud.jobs().awaitState(job, JobState.NEEDS_ATTENTION);
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shown()).containsAll(named));

        JobView parked = cloud.jobs().job(job);
        assertThat(cloud.jobs().decide(parked, "abort", parked.parking().number()))
                .isNull();
        cloud.jobs().endsAs(job, JobState.FAILED);
    }

    private Set<String> shown() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (String name : List.of("api", "control", "relay", "node")) {
            Part part = cloud.part(name);
            String port = Files.readString(part.folder().resolve("health-port")).strip();
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            names.addAll(answer.body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceFirst("[ {].*", ""))
                    .collect(Collectors.toSet()));
        }
        return names;
    }
}
