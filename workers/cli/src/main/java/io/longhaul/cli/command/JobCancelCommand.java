package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.ReasonRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a job. */
@Command(
        name = "cancel",
        description = "Cancel a job: its outside work is stopped, what can be undone is undone, and what is left"
                + " behind is reported. '" + Invocation.LONGHAUL + " job watch' shows how it goes.")
final class JobCancelCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason;

    @Override
    public Integer call() {
        return print(
                api().post("/v1/jobs/" + segment(job) + "/cancel", Json.write(new ReasonRequest(reason))),
                answer -> List.of("cancel of " + job + " was accepted"));
    }
}
