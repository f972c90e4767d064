package io.longhaul.inventory.fleet;

import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.Operation;
import java.util.List;

/**
 * The fleet in numbers, at one moment.
 *
 * @param open jobs that have not ended; a kind without any is left out
 * @param parked parked jobs
 * @param oldestAcceptedSeconds age of the oldest job that no run has taken up; 0: there is none
 * @param oldestParkedSeconds since when the longest parked job is parked; 0: none is
 * @param raised alerts that are raised
 */
public record Fleet(
        List<Open> open,
        List<Parked> parked,
        double oldestAcceptedSeconds,
        double oldestParkedSeconds,
        List<Node> nodes,
        List<Raised> raised) {
    public Fleet {
        open = List.copyOf(open);
        parked = List.copyOf(parked);
        nodes = List.copyOf(nodes);
        raised = List.copyOf(raised);
    }

    /** Open jobs of one operation and state. */
    public record Open(Operation operation, JobState state, long jobs) {}

    /** Parked jobs of one node with one code; a job without a node has an empty one. */
    public record Parked(FailureCode code, String node, long jobs) {}

    /** A node. */
    public record Node(String name, NodeState state, boolean live) {}

    /** Raised alerts with one code. */
    public record Raised(FailureCode code, long alerts) {}
}
