package io.longhaul.inventory.template;

import io.longhaul.inventory.outbox.Outbox;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.event.InventoryEvent;
import io.longhaul.schemas.event.InventoryState;
import io.longhaul.schemas.event.ObjectKind;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes of templates, each with its event. A change that is none has no event. */
public final class Templates {
    private static final String RESOLVE = """
            select id from template where (id = :reference or name = :reference) and state <> 'DELETED'
            and (cast(:tenant as text) is null or tenant = :tenant)
            order by id = :reference desc, created_at desc limit 1
            """;

    private Templates() {}

    /** A template that is to be made. */
    public static void insert(Handle handle, RegisterTemplatePlan plan, String jobId) {
        handle.createUpdate("""
                        insert into template (id, name, tenant, state, volume, storage, node, source_format)
                        values (:id, :name, :tenant, 'CREATING', :volume, :storage, :node, :format)
                        """)
                .bind("id", plan.template())
                .bind("name", plan.name())
                .bind("tenant", plan.tenant())
                .bind("volume", plan.volume().id())
                .bind("storage", plan.volume().storage())
                .bind("node", plan.node())
                .bind("format", plan.format())
                .execute();
        publish(handle, plan.template(), jobId, "created");
    }

    /**
     * The template with that id or name that is not deleted, of the tenant, or of any when it is null; its row is locked.
     * Its dependents are not read.
     *
     * @param share whether others may read it at the same time
     */
    public static Optional<TemplateRow> lock(Handle handle, String tenant, String reference, boolean share) {
        return handle.createQuery("select t.*, clock_timestamp() as at, array[]::text[] as dependents from template t"
                        + " where t.id = (" + RESOLVE + ") for " + (share ? "share" : "update") + " of t")
                .bind("reference", reference)
                .bind("tenant", tenant)
                .map((rows, context) -> TemplateRow.map(rows))
                .findOne()
                .filter(row -> row.view().state() != TemplateState.DELETED);
    }

    /** The template, deleted or not. */
    public static Optional<TemplateRow> find(Handle handle, String id) {
        return handle.createQuery(TemplateRow.SELECT + " where t.id = :id")
                .bind("id", id)
                .map((rows, context) -> TemplateRow.map(rows))
                .findOne();
    }

    /** Id of the template with that id or name that is not deleted, of the tenant, or of any when it is null. */
    public static Optional<String> resolve(Handle handle, String tenant, String reference) {
        return handle.createQuery(RESOLVE)
                .bind("reference", reference)
                .bind("tenant", tenant)
                .mapTo(String.class)
                .findOne();
    }

    /** It can be cloned; its volume has the same size. */
    public static void ready(Handle handle, String id, long virtualBytes, String sha256, String jobId) {
        int changed = handle.createUpdate("""
                        update template set state = 'READY', virtual_bytes = :bytes, sha256 = :sha256, version = version + 1
                         where id = :id and state = 'CREATING'
                        """)
                .bind("id", id)
                .bind("bytes", virtualBytes)
                .bind("sha256", sha256)
                .execute();
        if (changed > 0) {
            Volumes.sized(handle, find(handle, id).orElseThrow().view().volume(), virtualBytes, jobId);
            publish(handle, id, jobId, "ready");
        }
    }

    /** A deletion was accepted. */
    public static void deleting(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "deleting", "state = 'DELETING'", "state = 'READY'");
    }

    /** A deletion did not succeed. */
    public static void restore(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "restored", "state = 'READY'", "state = 'DELETING'");
    }

    /** It exists no more. */
    public static void removed(Handle handle, String id, String jobId) {
        change(handle, id, jobId, "deleted", "state = 'DELETED', deleted_at = clock_timestamp()", "state <> 'DELETED'");
    }

    private static void change(Handle handle, String id, String jobId, String change, String set, String condition) {
        int changed = handle.createUpdate(
                        "update template set " + set + ", version = version + 1 where id = :id and " + condition)
                .bind("id", id)
                .execute();
        if (changed > 0) {
            publish(handle, id, jobId, change);
        }
    }

    private static void publish(Handle handle, String id, String jobId, String change) {
        TemplateRow row = find(handle, id).orElseThrow();
        TemplateView template = row.view();
        Outbox.inventory(
                handle,
                new InventoryEvent(
                        ObjectKind.TEMPLATE,
                        id,
                        template.tenant(),
                        change,
                        jobId,
                        null,
                        null,
                        template,
                        null,
                        template.version(),
                        row.at()),
                template.state() == TemplateState.DELETED
                        ? null
                        : new InventoryState(ObjectKind.TEMPLATE, null, null, template, null, template.version()));
    }
}
