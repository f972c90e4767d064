package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.cli.ClientCommands;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.job.JobState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** After an outage, on the whole system: by the command line, through Temporal, to the events. */
class MassRetryTest implements OnTheCloud {
    private static final int MANY = 6;
    private static final List<String> RETRY = List.of(
            "job", "retry", "--code", "NODE_UNREACHABLE", "--rate", "20", "--reason", "the worker is back", "--json");

    private final Cloud cloud = Cloud.running();
    private final Jobs jobs = cloud.jobs();

    @Test
    void twoPeopleRetryAtOnceWhatAnOutageParkedAndEachJobGoesOnOnce() throws IOException {
        cloud.templates().normal();
        cloud.part("node").kill9();
        List<String> parked = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            parked.add(cloud.submitDefinedClone(cloud.freshName()));
        }
        parked.forEach(job -> jobs.awaitState(job, JobState.NEEDS_ATTENTION));
        cloud.start("node");

        assertThat(outcomes(run("--dry-run"))).hasSize(MANY).containsOnly("would_retry");
        parked.forEach(job -> jobs.awaitState(job, JobState.NEEDS_ATTENTION));
        CompletableFuture<String> other = CompletableFuture.supplyAsync(this::run);
        List<String> said = outcomes(run());
        said.addAll(outcomes(other.join()));

        assertThat(said).hasSizeGreaterThanOrEqualTo(MANY).isSubsetOf("retried", "not_needed");
        parked.forEach(jobs::succeeds);
        for (String job : parked) {
            assertThat(EventLog.jobs(cloud.kafka()).get(job).stream()
                            .filter(event -> event.data().has("decision"))
                            .map(event -> event.data().path("decision").asText() + ": "
                                    + event.data().path("why").asText()))
                    .as(job)
                    .containsExactly("retry: the worker is back");
        }
        assertThat(run()).as("nothing is left to retry").isEmpty();
    }

    /** What the command line prints as an operator runs it; it succeeds. */
    private String run(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine root = ClientCommands.mount(new CommandLine(new Root()));
        root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> connection = List.of(
                "--api",
                cloud.part("api").address().orElseThrow(),
                "--token-file",
                cloud.stack().tokens().operator().toString());
        int status = root.execute(Stream.of(RETRY, connection, List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
        assertThat(status).as(out + err.toString()).isZero();
        return out.toString();
    }

    private static List<String> outcomes(String said) throws IOException {
        List<String> outcomes = new ArrayList<>();
        for (String line : said.lines().toList()) {
            outcomes.add(Json.MAPPER.readTree(line).path("outcome").asText());
        }
        return outcomes;
    }

    @Command(name = "longhaul")
    private static final class Root {}
}
