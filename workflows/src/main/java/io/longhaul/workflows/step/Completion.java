package io.longhaul.workflows.step;

import io.longhaul.workflows.port.ChildRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job that succeeded leaves.
 *
 * @param result what it made, by name, in order
 * @param children child jobs to accept as the locks are freed
 */
public record Completion(Map<String, String> result, List<ChildRequest> children) {
    public Completion {
        result = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(result));
        children = List.copyOf(children);
    }

    /** A success that made or concerned one thing. */
    public static Completion of(String name, String value) {
        return new Completion(Map.of(name, value), List.of());
    }

    /** The same with one thing more. */
    public Completion with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(result);
        more.put(name, value);
        return new Completion(more, children);
    }

    /** The same with child jobs. */
    public Completion followedBy(List<ChildRequest> jobs) {
        return new Completion(result, jobs);
    }
}
