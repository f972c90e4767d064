package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.Hold;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Waiting of a running step for other jobs. It asks the ledger on a timer and when the job is woken, and shows for what it
 * waits. The timer slows down, so that days of waiting stay far from the limit of a history.
 */
public final class Waiting {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int AT_FIRST = 12;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final RunState run;

    Waiting(RunState run) {
        this.run = run;
    }

    /** Whether the job holds its locks, asked once; when it does, the fence has their present token. */
    public Hold hold() {
        return run.journal().hold();
    }

    /** Waits until the job holds its locks; the fence then has their present token. */
    public Hold untilHeld(String step) {
        String shown = null;
        Pace pace = new Pace();
        while (true) {
            int wakes = run.desk().wakes();
            Hold hold = run.journal().hold();
            if (hold.held()) {
                if (shown != null) {
                    show(step, StepState.RUNNING, null, null);
                }
                return hold;
            }
            String reason = "Waits for its lock, which " + hold.waitsFor() + " has.";
            if (!reason.equals(shown)) {
                shown = reason;
                Map<String, String> facts = hold.waitsFor() == null ? Map.of() : Map.of("waitsFor", hold.waitsFor());
                show(step, StepState.WAITING, new Failure(FailureCode.PREEMPTED, reason, facts), WaitsFor.LOCK);
            }
            pace.pause(wakes);
        }
    }

    /** Waits until none of the jobs is open; answers with their states. */
    public Map<String, JobState> untilEnded(String step, List<String> jobs) {
        String shown = null;
        Pace pace = new Pace();
        while (true) {
            int wakes = run.desk().wakes();
            Map<String, JobState> states = run.journal().states(jobs);
            List<String> open = jobs.stream()
                    .filter(job -> states.get(job) != null && !states.get(job).terminal())
                    .toList();
            if (open.isEmpty()) {
                if (shown != null) {
                    show(step, StepState.RUNNING, null, null);
                }
                return states;
            }
            String reason = "Waits for the end of " + String.join(", ", open) + ".";
            if (!Objects.equals(reason, shown)) {
                shown = reason;
                show(step, StepState.WAITING, new Failure(FailureCode.RESOURCE_BUSY, reason, Map.of()), WaitsFor.JOB);
            }
            pace.pause(wakes);
        }
    }

    /** Waits while another job makes or deletes a volume; answers with how it then stands to its template. */
    Dependency untilSettled(String step, String volume) {
        boolean shown = false;
        Pace pace = new Pace();
        while (true) {
            int wakes = run.desk().wakes();
            Dependency dependency = run.journal().dependency(volume);
            if (dependency != Dependency.CHANGING) {
                if (shown) {
                    show(step, StepState.RUNNING, null, null);
                }
                return dependency;
            }
            if (!shown) {
                shown = true;
                String reason = "Waits for the job that makes or deletes " + volume + ".";
                Map<String, String> facts = Map.of("volume", volume);
                show(step, StepState.WAITING, new Failure(FailureCode.RESOURCE_BUSY, reason, facts), WaitsFor.JOB);
            }
            pace.pause(wakes);
        }
    }

    /** Waits in an undoing, whose step shows what it does already, until there are no open jobs; they are asked for anew. */
    void untilNone(Supplier<List<String>> open) {
        Pace pace = new Pace();
        while (true) {
            int wakes = run.desk().wakes();
            if (open.get().isEmpty()) {
                return;
            }
            pace.pause(wakes);
        }
    }

    private void show(String step, StepState state, Failure why, WaitsFor what) {
        run.journal().note(step, state, null, why, List.of());
        run.table().put(step, state, why == null ? "" : why.message());
        run.journal().flush();
        run.display().waits(what);
    }

    /** The pauses between two looks. */
    private final class Pace {
        private int pauses;

        void pause(int wakesSeen) {
            Duration length = FIRST;
            for (int i = AT_FIRST; i < pauses && length.compareTo(LONGEST) < 0; i++) {
                length = length.multipliedBy(2);
            }
            pauses++;
            Workflow.await(
                    length.compareTo(LONGEST) < 0 ? length : LONGEST,
                    () -> run.desk().wakes() != wakesSeen);
        }
    }
}
