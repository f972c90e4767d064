package io.longhaul.cli.command;

import io.longhaul.cli.ExitStatus;
import io.longhaul.cli.http.Answer;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.output.AuditText;
import io.longhaul.schemas.api.AuditOutcome;
import io.longhaul.schemas.api.AuditState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts an audit, waits for its end, and prints what it found. */
@Command(
        name = "audit",
        description = "Check the invariants: inventory, hosts, workflows, events, secrets. Changes nothing.",
        exitCodeList = {
            "0:every invariant holds",
            "1:nothing was found, and something could not be looked at; or the audit did not end",
            ClientCommand.USAGE,
            "3:an invariant does not hold, or refused by the API",
            ClientCommand.UNREACHABLE
        },
        footer = {"", "Example:", "  longhaul audit --json | jq '.checks[] | select(.outcome != \"PASSED\")'"})
final class AuditCommand extends ClientCommand {
    private static final int POLL_MILLIS = 300;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long to wait for its end. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Override
    public Integer call() throws InterruptedException {
        ApiClient api = api();
        Answer answer = api.post("/v1/audits", "{}");
        String path = "/v1/audits/" + segment(answer.as(Head.class).id());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (answer.as(Head.class).state() == AuditState.RUNNING && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            answer = api.get(path);
        }
        Head head = answer.as(Head.class);
        print(answer, audit -> head.outcome() == null ? nothing(head) : AuditText.lines(audit.tree()));
        return status(head.outcome());
    }

    private static List<String> nothing(Head audit) {
        return List.of(
                audit.state() == AuditState.RUNNING
                        ? "The audit %s has not ended yet, and goes on. Is the control worker there?"
                                .formatted(audit.id())
                        : "The audit %s was broken off and says nothing; ask again.".formatted(audit.id()));
    }

    private static int status(AuditOutcome outcome) {
        if (outcome == null) {
            return ExitStatus.AUDIT_INCOMPLETE;
        }
        return switch (outcome) {
            case PASSED -> ExitStatus.OK;
            case INCOMPLETE -> ExitStatus.AUDIT_INCOMPLETE;
            case FAILED -> ExitStatus.AUDIT_FAILED;
        };
    }

    /** What of an audit decides. */
    record Head(String id, AuditState state, AuditOutcome outcome) {}
}
