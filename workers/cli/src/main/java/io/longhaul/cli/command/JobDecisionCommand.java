package io.longhaul.cli.command;

import io.longhaul.cli.UsageException;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.ParkingView;
import io.longhaul.schemas.job.DecisionKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides about a parked job. */
@Command(
        footer = {
            "%nThe decision is for one parking of the job. Without --parking it is the one that the job shows now,"
                    + " which is printed; with it, a failure that came in between is never decided by mistake."
        })
final class JobDecisionCommand extends ClientCommand {
    private final DecisionKind kind;

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the record; needed.")
    private String reason;

    @Option(names = "--parking", paramLabel = "N", description = "Number of the parking. Default: the present one.")
    private Integer parking;

    JobDecisionCommand(DecisionKind kind) {
        this.kind = kind;
    }

    /** The command's name. */
    static String word(DecisionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What a decision does. */
    static String description(DecisionKind kind) {
        return switch (kind) {
            case RETRY -> "Run the failed step of parked jobs again.";
            case SKIP -> "Let a parked job go on without its failed step, where the step allows it.";
            case ABORT -> "Undo what a parked job did, and end it FAILED.";
        };
    }

    @Override
    public Integer call() {
        return decide(this, kind, job, parking, reason, Map.of());
    }

    /** Decides about one job; {@code parking} is null for the present one, {@code parameters} is what it changes. */
    static int decide(
            ClientCommand command,
            DecisionKind kind,
            String job,
            Integer parking,
            String reason,
            Map<String, String> parameters) {
        ApiClient api = command.api();
        String word = word(kind);
        int number = parking == null ? present(command, api, job) : parking;
        return command.print(
                api.post(
                        "/v1/jobs/" + segment(job) + "/" + word,
                        Json.write(new DecisionRequest(number, reason, parameters.isEmpty() ? null : parameters))),
                answer -> List.of(word + " of " + job + ", parking " + number + ", was accepted"));
    }

    private static int present(ClientCommand command, ApiClient api, String job) {
        JobView view = api.get("/v1/jobs/" + segment(job)).as(JobView.class);
        ParkingView present = view.parking();
        if (present == null) {
            throw new UsageException("the job is " + view.state() + " and not parked: there is nothing to decide");
        }
        if (!command.json()) {
            command.out()
                    .println("parking " + present.number() + ", at step " + present.step()
                            + (present.failure() == null
                                    ? ""
                                    : ": " + present.failure().code()));
        }
        return present.number();
    }
}
