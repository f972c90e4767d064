package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Text;

/**
 * Delete a VM with its disks; it is ended if it runs. What is already gone on the host counts as deleted.
 *
 * @param vm the VM's id or name
 */
public record DeleteVm(
        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String vm) implements JobRequest {
    @Override
    public Operation operation() {
        return Operation.DELETE_VM;
    }
}
