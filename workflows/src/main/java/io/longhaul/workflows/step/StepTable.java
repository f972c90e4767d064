package io.longhaul.workflows.step;

import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.StepResult;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of one run in the order of their start, as they stand. */
final class StepTable {
    private final Map<String, JobResult.StepLine> lines = new LinkedHashMap<>();

    /** A step that an earlier run finished. */
    void finishedBefore(String step, StepResult result) {
        lines.put(step, new JobResult.StepLine(step, StepState.SUCCEEDED, 0, 0, result.outcome()));
    }

    void put(String step, StepState state, String outcome) {
        JobResult.StepLine before = lines.get(step);
        long now = Workflow.currentTimeMillis();
        boolean goesOn = before != null && before.startedAt() > 0 && before.endedAt() == 0;
        long startedAt = goesOn || (before != null && ended(state)) ? before.startedAt() : now;
        lines.put(step, new JobResult.StepLine(step, state, startedAt, ended(state) ? now : 0, outcome));
    }

    StepState state(String step) {
        JobResult.StepLine line = lines.get(step);
        return line == null ? StepState.PENDING : line.state();
    }

    List<JobResult.StepLine> lines() {
        return List.copyOf(lines.values());
    }

    private static boolean ended(StepState state) {
        return switch (state) {
            case PENDING, RUNNING, WAITING, COMPENSATING -> false;
            case SUCCEEDED, FAILED, SKIPPED, COMPENSATED, LEFT_BEHIND -> true;
        };
    }
}
