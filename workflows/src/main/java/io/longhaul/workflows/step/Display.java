package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Parking;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    /** 1 keeps the memo at every change of a step, and says for what a job waits and when it is expected to end. */
    private static final int VERSION = 1;

    private final JobInput input;
    private final StepTable table;
    private final int version;
    private final Map<SearchAttributeKey<?>, Object> attributes = new HashMap<>();
    private final List<SearchAttributeUpdate<?>> unsent = new ArrayList<>();
    private Instant expectedEnd;
    private String remembered;

    Display(JobInput input, StepTable table) {
        this.input = input;
        this.table = table;
        // The starter has set these; a run started by hand in the UI gets them here.
        if (!Workflow.getTypedSearchAttributes().containsKey(Attributes.OPERATION)) {
            Subject.of(input.plan())
                    .attributes(input)
                    .getUntypedValues()
                    .forEach((key, value) -> unsent.add(
                            SearchAttributeKey.forKeyword(key.getName()).valueSet((String) value)));
            send();
        }
        this.version = Workflow.getVersion("display", Workflow.DEFAULT_VERSION, VERSION);
    }

    /**
     * The job is expected to have ended then; the attributes say so with the next change, and when it has not.
     *
     * @param millis since the epoch; null: not known
     */
    void expect(Long millis) {
        if (version < 1 || millis == null) {
            return;
        }
        expectedEnd = Instant.ofEpochMilli(millis);
        set(Attributes.EXPECTED_END, expectedEnd.atOffset(ZoneOffset.UTC));
        long left = millis - Workflow.currentTimeMillis();
        if (left <= 0) {
            set(Attributes.OVERDUE, true);
            return;
        }
        Workflow.newTimer(
                        Duration.ofMillis(left),
                        TimerOptions.newBuilder()
                                .setSummary("The job is expected to have ended")
                                .build())
                .thenApply(nothing -> {
                    set(Attributes.OVERDUE, true);
                    send();
                    return null;
                });
    }

    void show(JobState state, String step, Parking parking, Failure failure) {
        set(Attributes.STATE, state.name());
        set(Attributes.STEP, step);
        set(Attributes.WAITING, null);
        Failure shown = parking != null ? parking.failure() : failure;
        set(Attributes.FAILURE, shown == null ? null : shown.code().name());
        send();
        details(state, parking, failure);
    }

    /** Shows that the running step waits, or does no longer. */
    void waits(WaitsFor what) {
        if (version >= 1) {
            set(Attributes.WAITING, what == null ? null : what.name());
            send();
        }
        details(JobState.RUNNING, null, null);
    }

    void remember(JobState state, Parking parking, Failure failure) {
        keep(details(state, parking, failure));
    }

    /** Rewrites the page. */
    private String details(JobState state, Parking parking, Failure failure) {
        String page = Page.of(input, state, expectedEnd, table.lines(), parking, failure);
        Workflow.setCurrentDetails(page);
        if (version >= 1) {
            keep(page);
        }
        return page;
    }

    private void keep(String page) {
        if (version < 1 || !page.equals(remembered)) {
            Workflow.upsertMemo(Map.of(MEMO, page));
            remembered = page;
        }
    }

    private <T> void set(SearchAttributeKey<T> key, T value) {
        if (!Objects.equals(attributes.get(key), value)) {
            attributes.put(key, value);
            unsent.add(value == null ? key.valueUnset() : key.valueSet(value));
        }
    }

    private void send() {
        if (!unsent.isEmpty()) {
            Workflow.upsertTypedSearchAttributes(unsent.toArray(SearchAttributeUpdate[]::new));
            unsent.clear();
        }
    }
}
