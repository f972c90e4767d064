package io.longhaul.inventory.node;

import io.longhaul.inventory.Database;
import io.longhaul.schemas.api.NodeConfirmedOff;
import io.longhaul.workflows.port.AdmissionAnswer;
import io.longhaul.workflows.port.AdmissionDesk;
import io.longhaul.workflows.port.NodeCensus;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lets a host that was confirmed off in again, once what runs there agrees with the inventory. */
public final class Admission implements AdmissionDesk {
    private final Database database;

    /** Into that inventory. */
    public Admission(Database database) {
        this.database = database;
    }

    /** A node that is refused, with its epoch. */
    public record Refused(String node, long epoch) {}

    /** All nodes that are refused. */
    public List<Refused> refused() {
        return database.read(handle -> handle.createQuery(
                        "select name, epoch from node where confirmed_off is not null order by name")
                .map((rows, context) -> new Refused(rows.getString("name"), rows.getLong("epoch")))
                .list());
    }

    @Override
    public AdmissionAnswer admit(String node, long epoch, NodeCensus census) {
        return database.transaction(handle -> {
            Optional<NodeRow> row = Nodes.lock(handle, node);
            NodeConfirmedOff statement =
                    row.map(found -> found.view().confirmedOff()).orElse(null);
            if (statement == null) {
                return new AdmissionAnswer(true, epoch);
            }
            long present = row.get().view().epoch();
            if (present != epoch) {
                return new AdmissionAnswer(false, present); // counted before it was confirmed off once more
            }
            return new AdmissionAnswer(decide(handle, node, statement, census), epoch);
        });
    }

    private static boolean decide(Handle handle, String node, NodeConfirmedOff statement, NodeCensus census) {
        List<String> differences = RunningGuests.of(census).differences(handle, node);
        if (differences.isEmpty()) {
            Nodes.admit(handle, node);
        } else if (!differences.equals(statement.differences())) {
            Nodes.differs(handle, node, statement.with(differences));
        }
        return differences.isEmpty();
    }
}
