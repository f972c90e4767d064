package io.longhaul.workflows.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What accept decided: the input of a job's workflow. It holds no secret and no path. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CloneVmPlan.class, name = "clone-vm"),
    @JsonSubTypes.Type(value = FlattenVolumePlan.class, name = "flatten-volume"),
    @JsonSubTypes.Type(value = StartVmPlan.class, name = "start-vm"),
    @JsonSubTypes.Type(value = StopVmPlan.class, name = "stop-vm"),
    @JsonSubTypes.Type(value = DeleteVmPlan.class, name = "delete-vm"),
    @JsonSubTypes.Type(value = RegisterTemplatePlan.class, name = "register-template"),
    @JsonSubTypes.Type(value = DeleteTemplatePlan.class, name = "delete-template"),
})
public sealed interface JobPlan
        permits CloneVmPlan,
                FlattenVolumePlan,
                StartVmPlan,
                StopVmPlan,
                DeleteVmPlan,
                RegisterTemplatePlan,
                DeleteTemplatePlan {
    /** What retries of its steps may change. */
    default List<Changeable> changeable() {
        return List.of();
    }

    /** Name of the step from whose beginning on the job only goes forward; null: it has none. */
    default String noReturn() {
        return null;
    }
}
