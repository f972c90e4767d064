package io.longhaul.inventory.template;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.Principal;
import io.longhaul.inventory.page.Listing;
import io.longhaul.inventory.page.PageRequest;
import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.Page;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.api.TemplateView;
import java.util.Optional;

/** Templates as callers may see them. */
public final class TemplateQueries {
    private final Database database;

    /** Of that inventory. */
    public TemplateQueries(Database database) {
        this.database = database;
    }

    /** A template by id, deleted or not, or by name; empty: not there, or another tenant's. */
    public Optional<TemplateView> show(Principal caller, String reference) {
        return database.read(handle -> Templates.resolve(handle, caller.tenant(), reference)
                        .or(() -> Optional.of(reference))
                        .flatMap(id -> Templates.find(handle, id)))
                .map(TemplateRow::view)
                .filter(template -> caller.sees(template.tenant()))
                .map(template -> shown(caller, template));
    }

    /** What the deletion of a template would do; empty: the template is not there, or another tenant's. */
    public Optional<DeletionPlan> deletion(Principal caller, String reference) {
        return database.transaction(handle -> Templates.resolve(handle, caller.tenant(), reference)
                .flatMap(id -> Templates.find(handle, id))
                .filter(row -> caller.sees(row.view().tenant()))
                .map(row -> DeletionPlans.of(handle, row.view())));
    }

    /**
     * Templates, newest first; deleted ones only when that state is asked for.
     *
     * @param state null: any
     * @param name null: any
     */
    public Page<TemplateView> list(Principal caller, PageRequest page, TemplateState state, String name) {
        return database.read(handle -> new Listing<>(TemplateRow.SELECT, "t", (rows, context) -> TemplateRow.map(rows))
                .with("tenant", caller.tenant())
                .with("state", state)
                .with("name", name)
                .when(state == null, "t.state <> 'DELETED'")
                .page(
                        handle,
                        page,
                        row -> row.view().createdAt(),
                        row -> row.view().id(),
                        row -> shown(caller, row.view())));
    }

    private static TemplateView shown(Principal caller, TemplateView template) {
        return caller.operator()
                ? template
                : new TemplateView(
                        template.id(),
                        template.name(),
                        template.tenant(),
                        template.state(),
                        template.volume(),
                        template.storage(),
                        null,
                        template.sourceFormat(),
                        template.virtualBytes(),
                        template.sha256(),
                        template.dependents(),
                        template.createdAt(),
                        template.deletedAt(),
                        template.version());
    }
}
