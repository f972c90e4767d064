package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.DecisionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Retries one parked job, several, or after an outage all that it parked. */
@Command(
        footer = {
            "%nA decision is for one parking of a job: the one that the job shows when this begins. A job that somebody else"
                    + " decided about meanwhile, or that has failed again, is left as it is; so running this twice, or by two"
                    + " people at once, retries each parking once. With --code or --node the jobs of all tenants are meant,"
                    + " unless one is named.",
            "%nExamples:",
            "  " + Invocation.LONGHAUL + " job retry JOB --reason 'space was freed'",
            "  " + Invocation.LONGHAUL + " job retry JOB --set bandwidthMibps=50 --reason 'the storage is slow'",
            "  " + Invocation.LONGHAUL + " job retry --code LIBVIRT_UNAVAILABLE --node node1 --dry-run",
            "  " + Invocation.LONGHAUL + " job retry --code LIBVIRT_UNAVAILABLE --node node1 --rate 2 \\",
            "    --reason 'libvirtd is back'"
        })
final class JobRetryCommand extends ClientCommand {
    @Parameters(paramLabel = "JOB", arity = "0..*", description = "Ids of jobs; without them --code or --node.")
    private List<String> jobs = new ArrayList<>();

    @Option(names = "--code", paramLabel = "CODE", description = "Jobs that are parked with this failure code.")
    private FailureCode code;

    @Option(names = "--node", paramLabel = "NODE", description = "Jobs that work on this node.")
    private String node;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record; needed unless --dry-run.")
    private String reason;

    @Option(
            names = "--parking",
            paramLabel = "N",
            description = "Number of the parking, for one job. Default: the present one.")
    private Integer parking;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Run the step with another value, for one job; `job show` lists what may be changed.")
    private Map<String, String> set = new TreeMap<>();

    @Option(names = "--dry-run", description = "Only list what would be retried.")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5",
            description = "At most so many jobs a second, 1 to 100. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Override
    public Integer call() {
        check();
        if (jobs.size() == 1 && !dryRun) {
            return JobDecisionCommand.decide(this, DecisionKind.RETRY, jobs.get(0), parking, reason, set);
        }
        ParkedJobs parked = new ParkedJobs(apiForAll());
        RetryReport report = new RetryReport(out(), json());
        MassRetry retry = new MassRetry(apiForAll(), new Pace(rate), report);
        List<ParkedJobs.Parked> found = jobs.isEmpty() ? parked.like(code, node) : parked.named(jobs);
        return dryRun ? retry.dry(found) : retry.all(found, reason);
    }

    private void check() {
        boolean filtered = code != null || node != null;
        require(filtered != !jobs.isEmpty(), "name jobs, or give --code, --node or both instead");
        require(dryRun || reason != null, "Missing required option: '--reason=TEXT'");
        require(parking == null || (jobs.size() == 1 && !dryRun), "--parking is for one job");
        require(set.isEmpty() || (jobs.size() == 1 && !dryRun), "--set is for one job");
        require(rate >= 1 && rate <= 100, "--rate is from 1 to 100");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec().commandLine(), otherwise);
        }
    }
}
