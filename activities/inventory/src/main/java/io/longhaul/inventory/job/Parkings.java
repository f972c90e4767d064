package io.longhaul.inventory.job;

import io.longhaul.inventory.Json;
import io.longhaul.inventory.alert.Alerts;
import io.longhaul.workflows.port.Parking;
import org.jdbi.v3.core.Handle;

/** Parks jobs: they keep their locks and wait for a person. The caller has the job's row locked. */
final class Parkings {
    private Parkings() {}

    /** Parks the job, unless this parking was recorded before. */
    static Void park(Handle handle, JobRow job, Parking parking) {
        if (parking.number() <= job.parkings() || job.state().terminal()) {
            return null;
        }
        JobRow parked = handle.createQuery("""
                        update job set state = 'NEEDS_ATTENTION', version = version + 1, parkings = :number,
                               parking = cast(:parking as jsonb), parked_at = clock_timestamp()
                         where id = :id
                        """ + JobRow.RETURNING)
                .bind("id", job.id())
                .bind("number", parking.number())
                .bind("parking", Json.write(parking))
                .map((rows, context) -> JobRow.map(rows))
                .one();
        JobEvents.parked(handle, parked);
        String summary = "%s waits at %s: %s"
                .formatted(job.summary(), parking.step(), parking.failure().message());
        Alerts.raise(handle, job.id(), job.node(), parking.failure().code(), summary);
        return null;
    }
}
