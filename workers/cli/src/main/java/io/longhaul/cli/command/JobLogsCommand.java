package io.longhaul.cli.command;

import io.longhaul.cli.output.LogText;
import io.longhaul.schemas.api.JobLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what the logs say of a job. */
@Command(
        name = "logs",
        description =
                "Print the newest log lines that name a job, from the hosts of the API, the control workers and the"
                        + " job's nodes, in the order of their time; at most " + JobLogs.MOST_LINES
                        + ". Hosts with only a relay, a notifier or another API are not asked. Operators only.")
final class JobLogsCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Override
    public Integer call() {
        return print(
                api().get("/v1/jobs/" + segment(job) + "/logs"), answer -> LogText.lines(answer.as(JobLogs.class)));
    }
}
