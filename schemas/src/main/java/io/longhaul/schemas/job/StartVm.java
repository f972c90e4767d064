package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Text;

/**
 * Start a VM that is off. Starting one that runs succeeds and says so.
 *
 * @param vm the VM's id or name
 */
public record StartVm(
        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String vm) implements JobRequest {
    @Override
    public Operation operation() {
        return Operation.START_VM;
    }
}
