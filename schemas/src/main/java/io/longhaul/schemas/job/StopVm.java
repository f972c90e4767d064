package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Range;
import io.longhaul.schemas.constraint.Text;

/**
 * Stop a VM: ask the guest, then, when it has not stopped in time, end it. Stopping one that is off succeeds and says so.
 *
 * @param vm the VM's id or name
 * @param graceSeconds how long the guest may take, in seconds; 0: end it at once; null: 60
 */
public record StopVm(
        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String vm,

        @Range(min = 0, max = 3600) Integer graceSeconds)
        implements JobRequest {
    public StopVm {
        graceSeconds = graceSeconds == null ? 60 : graceSeconds;
    }

    @Override
    public Operation operation() {
        return Operation.STOP_VM;
    }
}
