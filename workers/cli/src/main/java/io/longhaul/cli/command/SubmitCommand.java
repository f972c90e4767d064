package io.longhaul.cli.command;

import io.longhaul.cli.ExitStatus;
import io.longhaul.cli.Invocation;
import io.longhaul.cli.http.Answer;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.watch.JobDisplay;
import io.longhaul.cli.watch.JsonDisplay;
import io.longhaul.cli.watch.QuietDisplay;
import io.longhaul.cli.watch.Terminal;
import io.longhaul.schemas.api.JobAccepted;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that submits a job. */
@Command(
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:accepted; with --wait or --watch: the job has succeeded",
            "1:the job that was waited for has failed or was cancelled",
            ClientCommand.USAGE,
            ClientCommand.REFUSED,
            ClientCommand.UNREACHABLE,
            "5:the job that was waited for needs attention"
        })
abstract class SubmitCommand extends ClientCommand {
    @Mixin
    private SubmitOptions submit;

    /** The request body. */
    abstract String body();

    @Override
    public Integer call() {
        ApiClient api = api();
        Answer answer = api.submit(body(), submit.key());
        JobAccepted accepted = answer.as(JobAccepted.class);
        if (!json() || !submit.waits()) {
            print(answer, unused -> lines(accepted));
        }
        return submit.waits() ? new Following(api, out(), json()).follow(accepted.jobId(), display()) : ExitStatus.OK;
    }

    private JobDisplay display() {
        if (json()) {
            return submit.watches() ? new JsonDisplay(out()) : new LastJsonDisplay(out());
        }
        return submit.watches() ? Terminal.display(out()) : new QuietDisplay();
    }

    private List<String> lines(JobAccepted accepted) {
        List<String> lines = new ArrayList<>();
        lines.add(accepted.jobId() + "  " + accepted.operation().wireName() + "  " + accepted.state());
        if (accepted.creates() != null) {
            accepted.creates().forEach((role, id) -> lines.add("  creates " + role + "  " + id));
        }
        if (!submit.waits()) {
            lines.add("follow it with: " + Invocation.LONGHAUL + " job watch " + accepted.jobId());
        }
        return lines;
    }
}
