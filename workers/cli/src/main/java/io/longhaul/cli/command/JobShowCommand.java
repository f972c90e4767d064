package io.longhaul.cli.command;

import io.longhaul.cli.output.JobText;
import io.longhaul.schemas.api.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a job with its steps. */
@Command(
        name = "show",
        description = "Show a job: its steps, their attempts and progress, its result or error, and, when it is"
                + " parked, why and what may be decided.")
final class JobShowCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Override
    public Integer call() {
        return print(api().get("/v1/jobs/" + segment(job)), answer -> JobText.lines(answer.as(JobView.class)));
    }
}
