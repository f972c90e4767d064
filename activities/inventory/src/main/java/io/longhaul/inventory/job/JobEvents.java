package io.longhaul.inventory.job;

import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.schemas.event.JobEvent;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.CancelRequest;
import io.longhaul.schemas.job.ParameterChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Events of jobs. The row is the one after the change: its version is the event's sequence. */
final class JobEvents {
    private JobEvents() {}

    /** A person's part in a change; each is null where there is none. */
    private record Person(String who, String decision, String why, List<ParameterChange> parameters) {
        static final Person NOBODY = new Person(null, null, null, null);

        static Person cancels(CancelRequest cancel) {
            return new Person(cancel.who(), Decisions.CANCEL, cancel.why(), null);
        }
    }

    /** The job changed its state; {@code who} is null where no person caused it. */
    static void state(Handle handle, JobRow job, String who) {
        write(handle, job, null, null, null, null, new Person(who, null, null, null));
    }

    /** The job changed its state because a person decided so, or cancelled it. */
    static void decided(
            Handle handle, JobRow job, String decision, String who, String why, List<ParameterChange> changes) {
        write(handle, job, null, null, null, null, new Person(who, decision, why, changes.isEmpty() ? null : changes));
    }

    /** The job was parked. */
    static void parked(Handle handle, JobRow job) {
        write(handle, job, null, job.parking().number(), job.parking().failure(), null, Person.NOBODY);
    }

    /** The job has ended; {@code cancel} is null unless it ends by that very cancel, before its start. */
    static void ended(Handle handle, JobRow job, Failure failure, Map<String, String> result, CancelRequest cancel) {
        Map<String, Object> made = result == null || result.isEmpty() ? null : new LinkedHashMap<>(result);
        write(handle, job, null, null, failure, made, cancel == null ? Person.NOBODY : Person.cancels(cancel));
    }

    /** A step changed. */
    static void step(Handle handle, JobRow job, JobEvent.Step step, Failure failure) {
        write(handle, job, step, null, failure, null, Person.NOBODY);
    }

    private static void write(
            Handle handle,
            JobRow job,
            JobEvent.Step step,
            Integer parking,
            Failure failure,
            Map<String, Object> result,
            Person person) {
        Outbox.job(
                handle,
                new JobEvent(
                        job.id(),
                        job.operation(),
                        job.tenant(),
                        job.parentJobId(),
                        job.vm(),
                        job.volume(),
                        job.template(),
                        job.state(),
                        step == null && job.state().terminal(),
                        step,
                        parking,
                        failure,
                        result,
                        person.who(),
                        person.decision(),
                        person.why(),
                        person.parameters(),
                        job.version(),
                        job.at()));
    }
}
