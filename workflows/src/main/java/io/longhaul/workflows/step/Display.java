package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Parking;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps what the Temporal UI shows of a run true: search attributes, current details, and the memo, which is read when no
 * worker is there to answer for the details.
 */
final class Display {
    /** Name of the memo entry. */
    static final String MEMO = "longhaul";

    private final JobInput input;
    private final StepTable table;
    private final Map<SearchAttributeKey<String>, String> attributes = new HashMap<>();

    Display(JobInput input, StepTable table) {
        this.input = input;
        this.table = table;
        // The starter has set these; a run started by hand in the UI gets them here.
        if (!Workflow.getTypedSearchAttributes().containsKey(Attributes.OPERATION)) {
            List<SearchAttributeUpdate<?>> initial = new ArrayList<>();
            Subject.of(input.plan())
                    .attributes(input)
                    .getUntypedValues()
                    .forEach((key, value) -> initial.add(
                            SearchAttributeKey.forKeyword(key.getName()).valueSet((String) value)));
            upsert(initial);
        }
    }

    void show(JobState state, String step, Parking parking, Failure failure) {
        List<SearchAttributeUpdate<?>> changed = new ArrayList<>();
        change(changed, Attributes.STATE, state.name());
        change(changed, Attributes.STEP, step);
        Failure shown = parking != null ? parking.failure() : failure;
        change(changed, Attributes.FAILURE, shown == null ? null : shown.code().name());
        if (!changed.isEmpty()) {
            upsert(changed);
        }
        details(state, parking, failure);
    }

    /** Rewrites the details only. */
    String details(JobState state, Parking parking, Failure failure) {
        String page = Page.of("**" + state + "** " + input.summary(), table.lines(), parking, failure);
        Workflow.setCurrentDetails(page);
        return page;
    }

    void remember(JobState state, Parking parking, Failure failure) {
        Workflow.upsertMemo(Map.of(MEMO, details(state, parking, failure)));
    }

    private void change(List<SearchAttributeUpdate<?>> changed, SearchAttributeKey<String> key, String value) {
        if (!Objects.equals(attributes.get(key), value)) {
            attributes.put(key, value);
            changed.add(value == null ? key.valueUnset() : key.valueSet(value));
        }
    }

    private static void upsert(List<SearchAttributeUpdate<?>> changes) {
        Workflow.upsertTypedSearchAttributes(changes.toArray(SearchAttributeUpdate[]::new));
    }
}
