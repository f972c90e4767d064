package io.longhaul.cli.command;

import io.longhaul.cli.watch.JsonDisplay;
import io.longhaul.cli.watch.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Follows a job. */
@Command(
        name = "watch",
        description = "Follow a job until it ends or needs attention: progress bars in a terminal, plain lines"
                + " elsewhere, with --json each state as a line. A restart of the API is waited out.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the job has succeeded",
            "1:the job has failed or was cancelled",
            ClientCommand.USAGE,
            ClientCommand.REFUSED,
            ClientCommand.UNREACHABLE,
            "5:the job needs attention"
        })
final class JobWatchCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String job;

    @Override
    public Integer call() {
        return new Following(api(), out(), json())
                .follow(job, json() ? new JsonDisplay(out()) : Terminal.display(out()));
    }
}
