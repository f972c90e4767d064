package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the deletion of a template will do, in order. Confirming its id runs exactly this, or is refused because the world
 * has changed since.
 *
 * @param id the same for the same actions on the same objects
 * @param template id of the template
 * @param name its name
 * @param actions in the order in which they are carried out; each needs those before it
 * @param copiedBytes at most so much is written by flattening
 * @param freedBytes guest-visible size in bytes of what is removed
 * @param estimateSeconds from how long the last such jobs took; null: not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeletionPlan(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String template,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) List<Action> actions,
        @JsonProperty(required = true) long copiedBytes,
        @JsonProperty(required = true) long freedBytes,
        Long estimateSeconds) {
    public DeletionPlan {
        actions = List.copyOf(actions);
    }

    /** What is done to an object. */
    public enum Kind {
        /** Made independent of its template; it and its VM stay. */
        FLATTEN,
        /** Removed for ever. */
        REMOVE
    }

    /**
     * One action.
     *
     * @param kind what is done
     * @param volume id of the volume to which it is done
     * @param vm id of the VM that has the volume; null for the template's own
     * @param vmName its name; null for the template's own
     * @param bytes guest-visible size of the volume in bytes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Action(
            @JsonProperty(required = true) Kind kind,
            @JsonProperty(required = true) String volume,
            String vm,
            String vmName,
            @JsonProperty(required = true) long bytes) {}
}
