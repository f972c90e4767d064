package io.longhaul.workflows;

import io.longhaul.workflows.admission.AdmitNodeWorkflowImpl;
import io.longhaul.workflows.audit.AuditWorkflowImpl;
import io.longhaul.workflows.clone.CloneVmWorkflowImpl;
import io.longhaul.workflows.delete.DeleteVmWorkflowImpl;
import io.longhaul.workflows.flatten.FlattenVolumeWorkflowImpl;
import io.longhaul.workflows.log.JobLogsWorkflowImpl;
import io.longhaul.workflows.power.StartVmWorkflowImpl;
import io.longhaul.workflows.power.StopVmWorkflowImpl;
import io.longhaul.workflows.template.DeleteTemplateWorkflowImpl;
import io.longhaul.workflows.template.RegisterTemplateWorkflowImpl;
import java.util.List;

/** The workflows, as a control worker registers them. */
public final class Workflows {
    private Workflows() {}

    /** The implementation of every operation, of the audit, of the return of a host, and of what collects logs. */
    public static List<Class<?>> implementations() {
        return List.of(
                CloneVmWorkflowImpl.class,
                FlattenVolumeWorkflowImpl.class,
                StartVmWorkflowImpl.class,
                StopVmWorkflowImpl.class,
                DeleteVmWorkflowImpl.class,
                RegisterTemplateWorkflowImpl.class,
                DeleteTemplateWorkflowImpl.class,
                AuditWorkflowImpl.class,
                AdmitNodeWorkflowImpl.class,
                JobLogsWorkflowImpl.class);
    }
}
