package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.constraint.Text;

/**
 * Delete a template. One on which clones depend is deleted only by a plan: their disks are flattened first.
 *
 * @param template the template's id or name
 * @param confirm id of the deletion plan that is to be carried out; null: only when no clone depends on the template
 */
public record DeleteTemplate(
        @JsonProperty(required = true) @Text(pattern = Patterns.REFERENCE, max = 63)
        String template,

        @Text(pattern = Patterns.PLAN, max = 63) String confirm)
        implements JobRequest {
    /** The deletion of a template that no clone depends on. */
    public DeleteTemplate(String template) {
        this(template, null);
    }

    @Override
    public Operation operation() {
        return Operation.DELETE_TEMPLATE;
    }
}
