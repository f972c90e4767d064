package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.schemas.event.JobEvent;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.StepTransition;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Records what the step runner says of steps. A number that was recorded is ignored; a gap is a fault of the runner. */
final class Transitions {
    private Transitions() {}

    static Void record(Handle handle, JobRow job, List<StepTransition> transitions) {
        int last = job.transitions();
        for (StepTransition transition : transitions) {
            if (transition.number() <= last) {
                continue;
            }
            if (transition.number() != last + 1) {
                throw new IllegalStateException(
                        "job %s is at transition %d; %d cannot follow".formatted(job.id(), last, transition.number()));
            }
            last = transition.number();
            record(handle, job, transition);
        }
        return null;
    }

    private static void record(Handle handle, JobRow job, StepTransition transition) {
        transition.changes().forEach(change -> Changes.apply(handle, job.id(), change));
        store(handle, job.id(), transition);
        JobRow changed = handle.createQuery(
                        "update job set transitions = :number, version = version + 1 where id = :id" + JobRow.RETURNING)
                .bind("id", job.id())
                .bind("number", transition.number())
                .map((rows, context) -> JobRow.map(rows))
                .one();
        JobEvent.Step step = new JobEvent.Step(transition.step(), transition.state(), outcome(transition));
        JobEvents.step(handle, changed, step, transition.failure());
    }

    private static void store(Handle handle, String jobId, StepTransition transition) {
        boolean ended = ended(transition.state());
        handle.createUpdate("""
                        with said as (insert into job_transition (job_id, number, step, state, code)
                                      values (:job, :number, :step, :state, :code))
                        insert into job_step as s (job_id, name, position, state, started_at, ended_at, outcome, result, failure)
                        values (:job, :step, :number, :state, case when :pending then null else clock_timestamp() end,
                                case when :ended then clock_timestamp() end,
                                :outcome, cast(:result as jsonb), cast(:failure as jsonb))
                        on conflict (job_id, name) do update
                           set state = excluded.state, started_at = coalesce(s.started_at, excluded.started_at),
                               ended_at = excluded.ended_at,
                               outcome = case when :anew then excluded.outcome else coalesce(excluded.outcome, s.outcome) end,
                               result = case when :anew then excluded.result else coalesce(excluded.result, s.result) end,
                               failure = excluded.failure
                        """)
                .bind("job", jobId)
                .bind("number", transition.number())
                .bind("step", transition.step())
                .bind("state", transition.state())
                .bind("pending", transition.state() == StepState.PENDING)
                .bind("ended", ended)
                // What an earlier try of a step came to says nothing of the one that runs now.
                .bind("anew", transition.state() == StepState.RUNNING || transition.state() == StepState.WAITING)
                .bind("outcome", outcome(transition))
                .bind("result", Json.write(transition.result()))
                .bind(
                        "code",
                        transition.failure() == null
                                ? null
                                : transition.failure().code())
                .bind("failure", Json.write(transition.failure()))
                .execute();
    }

    private static String outcome(StepTransition transition) {
        if (transition.result() != null && !transition.result().outcome().isEmpty()) {
            return transition.result().outcome();
        }
        return transition.failure() == null ? null : transition.failure().message();
    }

    private static boolean ended(StepState state) {
        return switch (state) {
            case PENDING, RUNNING, WAITING, COMPENSATING -> false;
            case SUCCEEDED, FAILED, SKIPPED, COMPENSATED, LEFT_BEHIND -> true;
        };
    }
}
