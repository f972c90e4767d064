package io.longhaul.workflows.log;

import java.util.List;

/**
 * Whose logs may name a job.
 *
 * @param controlHosts hosts of control workers; empty: not known, and any control worker is asked
 * @param nodes names of nodes
 */
public record LogPlaces(List<String> controlHosts, List<String> nodes) {
    public LogPlaces {
        controlHosts = List.copyOf(controlHosts);
        nodes = List.copyOf(nodes);
    }
}
