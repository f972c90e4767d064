package io.longhaul.workflows.support;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every workflow with every outcome that it can have, to be run and recorded. */
public final class Recordings {
    private Recordings() {}

    /**
     * An outcome of a workflow.
     *
     * @param type the workflow's type
     * @param run runs one to its end, and answers with its id
     */
    public record Recording(String type, Function<Plant, String> run) {}

    /** By name. */
    public static Map<String, Recording> all() {
        Map<String, Recording> all = new TreeMap<>(JobRecordings.all());
        all.putAll(AdmissionRecordings.all());
        all.putAll(QuestionRecordings.all());
        return all;
    }
}
