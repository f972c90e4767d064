package io.longhaul.inventory.template;

import io.longhaul.inventory.lock.Estimate;
import io.longhaul.inventory.volume.Volumes;
import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.DeletionPlan.Action;
import io.longhaul.schemas.api.DeletionPlan.Kind;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What the deletion of a template would do. Plans are not kept: the same world gives the same plan with the same id, so an
 * id confirms what its reader has seen, and nothing else.
 */
public final class DeletionPlans {
    private static final int ID_BYTES = 16;

    private DeletionPlans() {}

    /** The plan for a template as the inventory is now. */
    public static DeletionPlan of(Handle handle, TemplateView template) {
        List<Action> actions = new ArrayList<>(flattens(handle, template.id()));
        int flattens = actions.size();
        long copied = actions.stream().mapToLong(Action::bytes).sum();
        actions.add(new Action(Kind.REMOVE, template.volume(), null, null, template.virtualBytes()));
        return new DeletionPlan(
                id(template, actions),
                template.id(),
                template.name(),
                actions,
                copied,
                template.virtualBytes(),
                estimate(handle, flattens).orElse(null));
    }

    /**
     * The plan that a caller confirms.
     *
     * @param confirm its id; null: none was given, which does only for a template on which nothing depends
     * @throws LonghaulException with {@code TEMPLATE_IN_USE} or {@code PLAN_CHANGED}
     */
    public static DeletionPlan confirmed(Handle handle, TemplateView template, String confirm) {
        DeletionPlan plan = of(handle, template);
        if (confirm == null && !flattened(plan).isEmpty()) {
            throw LonghaulException.of(FailureCode.TEMPLATE_IN_USE, inUse(plan), flattened(plan));
        }
        if (confirm != null && !confirm.equals(plan.id())) {
            throw LonghaulException.atField(
                    FailureCode.PLAN_CHANGED,
                    "/confirm",
                    "The deletion of template %s is now plan %s, which flattens %d volumes."
                            .formatted(plan.name(), plan.id(), flattened(plan).size()));
        }
        return plan;
    }

    /** The VMs whose volumes are flattened, by volume. */
    public static Map<String, String> flattened(DeletionPlan plan) {
        return plan.actions().stream()
                .filter(action -> action.kind() == Kind.FLATTEN)
                .collect(Collectors.toMap(Action::volume, Action::vm, (first, second) -> first, TreeMap::new));
    }

    private static String inUse(DeletionPlan plan) {
        return "%d volumes depend on template %s; each is named with its VM."
                .formatted(flattened(plan).size(), plan.name());
    }

    private static List<Action> flattens(Handle handle, String template) {
        return Volumes.dependents(handle, template).stream()
                .map(row -> row.view())
                .map(volume -> new Action(
                        Kind.FLATTEN, volume.id(), volume.vm(), name(handle, volume.vm()), volume.capacityBytes()))
                .toList();
    }

    private static String name(Handle handle, String vm) {
        return handle.createQuery("select name from vm where id = :vm")
                .bind("vm", vm)
                .mapTo(String.class)
                .one();
    }

    private static Optional<Long> estimate(Handle handle, int flattens) {
        Optional<Duration> removal = Estimate.usual(handle, Operation.DELETE_TEMPLATE);
        Optional<Duration> flatten =
                flattens == 0 ? Optional.of(Duration.ZERO) : Estimate.usual(handle, Operation.FLATTEN_VOLUME);
        return flatten.map(one -> one.multipliedBy(flattens).plus(removal.orElse(Duration.ZERO)))
                .map(all -> Math.max(1, all.toSeconds()));
    }

    /** Of what is done to what; sizes and estimates may change without changing the plan. */
    private static String id(TemplateView template, List<Action> actions) {
        StringBuilder text = new StringBuilder(template.id());
        actions.forEach(
                action -> text.append('\n').append(action.kind()).append(' ').append(action.volume()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "plan_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
