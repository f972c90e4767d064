package io.longhaul.cli.output;

import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.DeletionPlan.Action;
import io.longhaul.schemas.api.DeletionPlan.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A deletion plan for people. */
public final class PlanText {
    private PlanText() {}

    /** What will be done, in order, and what it costs. */
    public static List<String> lines(DeletionPlan plan) {
        Table table = new Table(List.of("ACTION", "VOLUME", "OF", "SIZE"));
        plan.actions()
                .forEach(action -> table.add(List.of(
                        action.kind() == Kind.FLATTEN ? "flatten" : "remove",
                        action.volume(),
                        owner(plan, action),
                        Quantity.bytes(action.bytes()))));
        List<String> lines = new ArrayList<>(table.lines());
        String time = plan.estimateSeconds() == null
                ? "time not known"
                : "about " + Quantity.duration(Duration.ofSeconds(plan.estimateSeconds()));
        lines.add("plan " + plan.id() + ": copies at most " + Quantity.bytes(plan.copiedBytes()) + ", frees "
                + Quantity.bytes(plan.freedBytes()) + ", " + time);
        return lines;
    }

    private static String owner(DeletionPlan plan, Action action) {
        return action.vm() == null
                ? "template " + plan.name()
                : "VM " + (action.vmName() == null ? action.vm() : action.vmName());
    }
}
