package io.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MassRetryTest {
    private static final String FILTERED =
            "/v1/jobs?state=NEEDS_ATTENTION&limit=500&code=LIBVIRT_UNAVAILABLE&node=node1";

    @TempDir
    private Path folder;

    @Test
    void retriesAllThatAnOutageParkedEachAtTheParkingAtWhichItWasFound() throws IOException {
        try (RecordedApi api = new RecordedApi()
                .answers(200, page("c2", parked("job_3", 4, "RETRY"), parked("job_2", 1, "RETRY")))
                .answers(200, page(null, parked("job_1", 1, "RETRY"), parked("job_0", 2, "ABORT")))
                .answers(202, "{}")
                .answers(409, problem("PARKING_MISMATCH"))
                .answers(202, "{}")) {
            CommandRun run = filtered(api, "--reason", "libvirtd is back", "--json");

            assertThat(api.asked)
                    .extracting(asked -> asked.method() + " " + asked.path())
                    .containsExactly(
                            "GET " + FILTERED,
                            "GET " + FILTERED + "&cursor=c2",
                            "POST /v1/jobs/job_1/retry",
                            "POST /v1/jobs/job_2/retry",
                            "POST /v1/jobs/job_3/retry");
            assertThat(api.asked.get(4).body()).isEqualTo("{\"parking\":4,\"reason\":\"libvirtd is back\"}");
            assertThat(outcomes(run))
                    .containsExactly("job_0 refused", "job_1 retried", "job_2 not_needed", "job_3 retried");
            assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
        }
    }

    @Test
    void aSecondRunFindsNothingAndIsContent() {
        try (RecordedApi api = new RecordedApi().answers(200, page(null))) {
            CommandRun run = filtered(api, "--reason", "again");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("There is no parked job like that.");
        }
    }

    @Test
    void aDryRunListsAndDecidesNothing() {
        try (RecordedApi api = new RecordedApi().answers(200, page(null, parked("job_1", 3, "RETRY")))) {
            CommandRun run = filtered(api, "--dry-run");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(api.asked).hasSize(1);
            assertThat(run.out())
                    .contains("job_1  would be retried  parking 3, LIBVIRT_UNAVAILABLE at start on node1")
                    .contains("1 would be retried");
        }
    }

    @Test
    void jobsThatAreNamedAreTriedEvenIfOneOfThemIsNotParked() throws IOException {
        try (RecordedApi api = new RecordedApi()
                .answers(200, parked("job_1", 3, "RETRY"))
                .answers(200, "{\"id\":\"job_2\",\"state\":\"RUNNING\"}")
                .answers(202, "{}")) {
            CommandRun run =
                    CommandRun.of(api, folder, "job", "retry", "job_1", "job_2", "job_1", "--reason", "r", "--json");
            assertThat(outcomes(run)).containsExactly("job_1 retried", "job_2 not_needed");
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void whenNobodyAnswersTheRestIsNotAsked() throws IOException {
        try (RecordedApi api = new RecordedApi()
                .answers(200, page(null, parked("j5", 1, "RETRY"), parked("j4", 1, "RETRY"), three()))
                .answers(202, "{}")
                .answers(503, problem("UNAVAILABLE"))
                .answers(503, problem("UNAVAILABLE"))
                .answers(503, problem("UNAVAILABLE"))) {
            CommandRun run = filtered(api, "--reason", "r", "--json");
            assertThat(outcomes(run))
                    .containsExactly("j1 retried", "j2 unanswered", "j3 unanswered", "j4 unanswered", "j5 not_asked");
            assertThat(run.status()).isEqualTo(ExitStatus.UNREACHABLE);
        }
    }

    @Test
    void asksNoFasterThanItsRate() {
        int many = 9;
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            jobs.add(parked("job_" + i, 1, "RETRY"));
        }
        try (RecordedApi api = new RecordedApi().answers(200, page(null, jobs.toArray(String[]::new)))) {
            jobs.forEach(job -> api.answers(202, "{}"));
            long began = System.nanoTime();
            CommandRun run = filtered(api, "--reason", "r", "--rate", "4");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_950));
        }
    }

    @Test
    void eitherJobsAreNamedOrTheyAreFiltered() {
        try (RecordedApi api = new RecordedApi()) {
            for (List<String> words : List.of(
                    List.of("--reason", "r"),
                    List.of("job_1", "--node", "node1", "--reason", "r"),
                    List.of("--node", "node1"),
                    List.of("--node", "node1", "--parking", "1", "--reason", "r"),
                    List.of("--code", "NO_SUCH_CODE", "--reason", "r"))) {
                List<String> all = new ArrayList<>(List.of("job", "retry"));
                all.addAll(words);
                assertThat(CommandRun.of(api, folder, all.toArray(String[]::new))
                                .status())
                        .as(all.toString())
                        .isEqualTo(ExitStatus.USAGE);
            }
            assertThat(api.asked).isEmpty();
        }
    }

    private CommandRun filtered(RecordedApi api, String... words) {
        List<String> all = new ArrayList<>(
                List.of("job", "retry", "--code", "LIBVIRT_UNAVAILABLE", "--node", "node1", "--rate", "100"));
        all.addAll(Arrays.asList(words));
        if (all.indexOf("--rate") != all.lastIndexOf("--rate")) {
            all.subList(all.indexOf("--rate"), all.indexOf("--rate") + 2).clear();
        }
        return CommandRun.of(api, folder, all.toArray(String[]::new));
    }

    private static List<String> outcomes(CommandRun run) throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            JsonNode said = Json.MAPPER.readTree(line);
            outcomes.add(said.path("job").asText() + " " + said.path("outcome").asText());
        }
        return outcomes;
    }

    private static String three() {
        return String.join(",", parked("j3", 1, "RETRY"), parked("j2", 1, "RETRY"), parked("j1", 1, "RETRY"));
    }

    private static String page(String next, String... jobs) {
        return "{\"items\":[" + Arrays.stream(jobs).collect(Collectors.joining(",")) + "]"
                + (next == null ? "" : ",\"next\":\"" + next + "\"") + "}";
    }

    private static String parked(String job, int number, String action) {
        return "{\"id\":\"" + job + "\",\"state\":\"NEEDS_ATTENTION\",\"node\":\"node1\",\"parking\":{\"number\":"
                + number
                + ",\"step\":\"start\",\"failure\":{\"code\":\"LIBVIRT_UNAVAILABLE\"},\"actions\":{\"" + action
                + "\":\"w\"}}}";
    }

    private static String problem(String code) {
        return "{\"code\":\"" + code + "\",\"detail\":\"d\"}";
    }
}
