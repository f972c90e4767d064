package io.longhaul.cli.watch;

import io.longhaul.cli.output.Quantity;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.job.StepState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the states of a job into lines: one for each change of a step that a person wants to see, none twice. */
public final class StepLines {
    private final Map<String, String> shown = new HashMap<>();

    /** The lines that are new in this state. */
    public List<String> fresh(JobView job) {
        return steps(job).stream()
                .filter(step -> step.state() != null && step.state() != StepState.PENDING)
                .filter(step -> !key(step).equals(shown.put(step.name(), key(step))))
                .filter(step -> step.state() != StepState.RUNNING || step.outcome() != null)
                .map(StepLines::line)
                .toList();
    }

    /** The step that is worked on now; null when none is. */
    public static StepView running(JobView job) {
        StepView running = null;
        for (StepView step : steps(job)) {
            if (step.state() == StepState.RUNNING || step.state() == StepState.COMPENSATING) {
                running = step;
            }
        }
        return running;
    }

    private static List<StepView> steps(JobView job) {
        return job.steps() == null ? List.of() : job.steps();
    }

    private static String key(StepView step) {
        return step.state() + "/" + step.outcome();
    }

    private static String line(StepView step) {
        String time = step.startedAt() != null && step.endedAt() != null
                ? Quantity.duration(Duration.between(step.startedAt(), step.endedAt()))
                : "";
        String outcome = step.outcome() == null ? "" : step.outcome();
        return String.format("  %-12s %-24s %8s  %s", word(step.state()), step.name(), time, outcome)
                .stripTrailing();
    }

    private static String word(StepState state) {
        return switch (state) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case WAITING -> "waiting";
            case SUCCEEDED -> "done";
            case FAILED -> "FAILED";
            case SKIPPED -> "skipped";
            case COMPENSATING -> "undoing";
            case COMPENSATED -> "undone";
            case LEFT_BEHIND -> "LEFT BEHIND";
        };
    }
}
