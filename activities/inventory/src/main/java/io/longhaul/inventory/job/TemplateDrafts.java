package io.longhaul.inventory.job;

import io.longhaul.inventory.Ids;
import io.longhaul.inventory.lock.LockNeed;
import io.longhaul.inventory.lock.LockTable;
import io.longhaul.inventory.lock.LockTable.Part;
import io.longhaul.inventory.lock.Locks;
import io.longhaul.inventory.template.DeletionPlans;
import io.longhaul.inventory.template.TemplateRow;
import io.longhaul.inventory.template.Templates;
import io.longhaul.inventory.volume.NewVolume;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.TemplateState;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.Operation;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.workflows.plan.DeleteTemplatePlan;
import io.longhaul.workflows.plan.RegisterTemplatePlan;
import io.longhaul.workflows.plan.VolumeRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Accepts {@code register-template} and {@code delete-template}. */
final class TemplateDrafts {
    private TemplateDrafts() {}

    static Draft register(Handle handle, String scope, RegisterTemplate request) {
        if (scope == null) {
            throw LonghaulException.of(FailureCode.FORBIDDEN, "Name the tenant for which the template is made.");
        }
        if (Templates.resolve(handle, scope, request.name()).isPresent()) {
            throw LonghaulException.atField(
                    FailureCode.NAME_TAKEN, "/name", "There is a template '" + request.name() + "' already.");
        }
        String node = ImageNode.choose(handle, request);
        RegisterTemplatePlan plan = new RegisterTemplatePlan(
                Ids.template(),
                request.name(),
                scope,
                node,
                scope + "/" + request.image(),
                request.format(),
                new VolumeRef(Ids.volume(), request.storage()));
        return new Draft(
                scope,
                new Draft.About(null, null, plan.template(), node),
                request,
                plan,
                "register template %s on %s".formatted(request.name(), node),
                Map.of("template", plan.template(), "volume", plan.volume().id()),
                needs(Operation.REGISTER_TEMPLATE, plan.template(), plan.volume()),
                List.of(),
                (transaction, job) -> insert(transaction, plan, job));
    }

    static Draft delete(Handle handle, String scope, DeleteTemplate request) {
        TemplateRow template = Lookups.template(handle, scope, request.template(), false, "/template");
        TemplateView view = template.view();
        DeletionPlan plan = DeletionPlans.confirmed(handle, view, request.confirm());
        List<LockNeed> needs = needs(Operation.DELETE_TEMPLATE, view.id(), template.volume());
        Locks.requireFree(handle, needs);
        if (view.state() != TemplateState.READY) {
            throw LonghaulException.of(
                    FailureCode.STATE_CONFLICT,
                    "Template %s is %s; only one that is READY can be deleted.".formatted(view.name(), view.state()),
                    Map.of("template", view.id(), "state", view.state().name()));
        }
        return new Draft(
                view.tenant(),
                new Draft.About(null, null, view.id(), view.node()),
                request,
                new DeleteTemplatePlan(
                        view.id(),
                        view.name(),
                        view.tenant(),
                        view.node(),
                        template.volume(),
                        List.copyOf(DeletionPlans.flattened(plan).keySet())),
                "delete template %s on %s".formatted(view.name(), view.node()),
                Map.of(),
                needs,
                List.of(),
                (transaction, job) -> markDeleting(transaction, view, job));
    }

    private static List<LockNeed> needs(Operation operation, String template, VolumeRef volume) {
        return Stream.concat(
                        LockTable.needs(operation, Part.TEMPLATE, List.of(template)).stream(),
                        LockTable.needs(operation, Part.TEMPLATE_VOLUME, List.of(volume.id())).stream())
                .toList();
    }

    private static void insert(Handle handle, RegisterTemplatePlan plan, String job) {
        Templates.insert(handle, plan, job);
        NewVolume volume = new NewVolume(
                plan.volume().id(),
                plan.tenant(),
                null,
                0,
                plan.template(),
                plan.volume().storage(),
                plan.node(),
                0,
                true);
        Volumes.insert(handle, volume, job);
    }

    private static void markDeleting(Handle handle, TemplateView template, String job) {
        Templates.deleting(handle, template.id(), job);
        Volumes.deleting(handle, template.volume(), job);
    }
}
