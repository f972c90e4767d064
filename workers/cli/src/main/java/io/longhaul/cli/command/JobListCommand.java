package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists jobs. */
@Command(
        name = "list",
        description = "List jobs, newest first.",
        footer = {
            "%nExamples:",
            "  " + Invocation.LONGHAUL + " job list --state NEEDS_ATTENTION",
            "  " + Invocation.LONGHAUL + " job list --vm web-1 --json | jq -r '.items[].id'"
        })
final class JobListCommand extends ListCommand {
    @Option(names = "--state", paramLabel = "STATE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private JobState state;

    @Option(names = "--operation", paramLabel = "NAME", description = "For instance clone-vm.")
    private String operation;

    @Option(names = "--vm", paramLabel = "VM", description = "Jobs about the VM of this id or name.")
    private String vm;

    @Option(names = "--parent", paramLabel = "JOB", description = "Jobs that run behind this one.")
    private String parent;

    @Option(names = "--code", paramLabel = "CODE", description = "Jobs that are parked or have ended with this code.")
    private FailureCode code;

    @Option(names = "--node", paramLabel = "NODE", description = "Jobs that work on this node; for operators.")
    private String node;

    JobListCommand() {
        super(ObjectKind.JOB);
    }

    @Override
    Map<String, String> filters() {
        Map<String, String> filters = super.filters();
        filters.put("state", state == null ? null : state.name());
        filters.put("operation", operation);
        filters.put("vm", vm);
        filters.put("parent", parent);
        filters.put("code", code == null ? null : code.name());
        filters.put("node", node);
        return filters;
    }
}
