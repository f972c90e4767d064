package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Text;

/**
 * Delete a template that no clone depends on.
 *
 * @param template the template's id or name
 */
public record DeleteTemplate(
        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String template) implements JobRequest {
    @Override
    public Operation operation() {
        return Operation.DELETE_TEMPLATE;
    }
}
