package io.longhaul.inventory.node;

import com.fasterxml.jackson.core.type.TypeReference;
import io.longhaul.inventory.Json;
import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.schemas.api.NodeConfirmedOff;
import io.longhaul.schemas.api.NodeState;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.event.InventoryEvent;
import io.longhaul.schemas.event.InventoryState;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.event.ObjectKind;
import io.longhaul.schemas.event.StorageReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes of nodes, each with its event. */
final class Nodes {
    private Nodes() {}

    static Optional<NodeRow> lock(Handle handle, String name) {
        handle.createQuery("select 1 from node where name = :name for no key update")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
        return find(handle, name);
    }

    private static Optional<NodeRow> find(Handle handle, String name) {
        return handle.createQuery(NodeRow.SELECT + " where n.name = :name")
                .bind("name", name)
                .map((rows, context) -> NodeRow.map(rows))
                .findOne();
    }

    /** Stores a report. Free bytes and the time of the last report change all the time: they make no event. */
    static void report(Handle handle, NodeReport report) {
        Optional<NodeRow> before = lock(handle, report.node());
        if (before.isEmpty()) {
            store(handle, report, INSERT);
            publish(handle, report.node(), "registered");
            return;
        }
        boolean same = said(before.get()).equals(said(report));
        store(handle, report, same ? UPDATE.formatted("version") : UPDATE.formatted("version + 1"));
        if (!same) {
            publish(handle, report.node(), change(before.get().view().live(), !report.stopping()));
        }
    }

    private static String change(boolean before, boolean after) {
        if (before == after) {
            return "reported";
        }
        return after ? "live" : "stopping";
    }

    static List<String> silent(Handle handle, Duration silence) {
        return handle.createQuery("""
                        select name from node
                         where (live or lost_at is null) and last_seen_at < clock_timestamp() - make_interval(secs => :silence)
                         order by name for update
                        """)
                .bind("silence", silence.toMillis() / 1000.0)
                .mapTo(String.class)
                .list();
    }

    static void lost(Handle handle, String name) {
        handle.createUpdate("""
                        update node set live = false, lost_at = coalesce(lost_at, clock_timestamp()), version = version + 1
                         where name = :name
                        """).bind("name", name).execute();
        publish(handle, name, "lost");
    }

    static List<String> allLost(Handle handle) {
        return handle.createQuery("select name from node where lost_at is not null order by name")
                .mapTo(String.class)
                .list();
    }

    /** Takes a new epoch for the node, and then newer ones for the jobs that work on it. */
    static NodeView confirmOff(Handle handle, String name, NodeConfirmedOff statement) {
        handle.createUpdate("""
                        update node set epoch = nextval('lock_epoch'), confirmed_off = cast(:statement as jsonb),
                               version = version + 1
                         where name = :name
                        """)
                .bind("name", name)
                .bind("statement", Json.write(statement))
                .execute();
        // What they have done under the earlier epoch is over: a retry of theirs acts under the newer one.
        handle.createUpdate("""
                        update job set epoch = nextval('lock_epoch')
                         where id in (select lock_owner from job where ended_at is null and node = :name)
                        """).bind("name", name).execute();
        decided(handle, name, "CONFIRMED_OFF", statement.who(), statement.reason());
        return publish(handle, name, "confirmed_off");
    }

    /** What is in the way of the node's return. */
    static void differs(Handle handle, String name, NodeConfirmedOff statement) {
        handle.createUpdate("""
                        update node set confirmed_off = cast(:statement as jsonb), version = version + 1 where name = :name
                        """)
                .bind("name", name)
                .bind("statement", Json.write(statement))
                .execute();
        publish(handle, name, "refused");
    }

    static void admit(Handle handle, String name) {
        handle.createUpdate(
                        "update node set confirmed_off = null, lost_at = null, version = version + 1 where name = :name")
                .bind("name", name)
                .execute();
        publish(handle, name, "admitted");
    }

    static NodeView want(Handle handle, String name, NodeState state, String who, String why) {
        handle.createUpdate("update node set state = :state, version = version + 1 where name = :name")
                .bind("name", name)
                .bind("state", state)
                .execute();
        decided(handle, name, state.name(), who, why);
        return publish(handle, name, state.name().toLowerCase(Locale.ROOT));
    }

    private static void decided(Handle handle, String name, String what, String who, String why) {
        handle.createUpdate("insert into node_decision (node, state, who, why) values (:name, :state, :who, :why)")
                .bind("name", name)
                .bind("state", what)
                .bind("who", who)
                .bind("why", why)
                .execute();
    }

    private static final String INSERT = """
            insert into node (name, cluster, state, live, incarnation, vcpus, memory_mib, storages, networks, facts, last_seen_at)
            values (:name, :cluster, 'ACTIVE', :live, :incarnation, :vcpus, :memory, cast(:storages as jsonb), :networks,
                    cast(:facts as jsonb), clock_timestamp())
            """;

    private static final String UPDATE = """
            update node set cluster = :cluster, live = :live, incarnation = :incarnation, vcpus = :vcpus,
                   memory_mib = :memory, storages = cast(:storages as jsonb), networks = :networks,
                   facts = cast(:facts as jsonb), last_seen_at = clock_timestamp(), version = %s,
                   lost_at = case when :live and confirmed_off is null then null else lost_at end
             where name = :name
            """;

    private static void store(Handle handle, NodeReport report, String sql) {
        handle.createUpdate(sql)
                .bind("name", report.node())
                .bind("cluster", report.cluster())
                .bind("live", !report.stopping())
                .bind("incarnation", report.incarnation())
                .bind("vcpus", report.vcpus())
                .bind("memory", report.memoryMib())
                .bind("storages", Json.write(report.storages(), new TypeReference<List<StorageReport>>() {}))
                .bindArray("networks", String.class, report.networks())
                .bind("facts", Json.write(report.facts()))
                .execute();
    }

    /** What of a node makes an event when it changes. */
    private record Said(
            String cluster,
            boolean live,
            String incarnation,
            int vcpus,
            long memoryMib,
            List<StorageReport> storages,
            List<String> networks,
            Map<String, String> facts) {}

    private static Said said(NodeRow row) {
        NodeView view = row.view();
        return new Said(
                view.cluster(),
                view.live(),
                row.incarnation(),
                view.vcpus(),
                view.memoryMib(),
                withoutFree(view.storages()),
                view.networks(),
                view.facts());
    }

    private static Said said(NodeReport report) {
        return new Said(
                report.cluster(),
                !report.stopping(),
                report.incarnation(),
                report.vcpus(),
                report.memoryMib(),
                withoutFree(report.storages()),
                report.networks(),
                report.facts());
    }

    private static List<StorageReport> withoutFree(List<StorageReport> storages) {
        return storages.stream()
                .map(storage -> new StorageReport(storage.name(), storage.kind(), storage.totalBytes(), 0))
                .toList();
    }

    private static NodeView publish(Handle handle, String name, String change) {
        NodeRow row = find(handle, name).orElseThrow();
        NodeView node = row.view();
        Outbox.inventory(
                handle,
                new InventoryEvent(
                        ObjectKind.NODE, name, null, change, null, null, null, null, node, node.version(), row.at()),
                new InventoryState(ObjectKind.NODE, null, null, null, node, node.version()));
        return node;
    }
}
