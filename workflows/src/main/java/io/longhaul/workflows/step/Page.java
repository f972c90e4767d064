package io.longhaul.workflows.step;

import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.JobState;
import io.longhaul.schemas.job.RetryParameter;
import io.longhaul.schemas.job.StepState;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Parking;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A job as Markdown, for the Temporal UI: enough to understand it and to decide. */
final class Page {
    private static final int LONGEST = 18_000; // the server takes 20 KB of details
    private static final int LONGEST_CELL = 300;
    private static final int LONGEST_COUNT = 60;
    private static final String TABLE_HEAD = "| step | state | started | took | outcome |\n|---|---|---|---|---|\n";
    private static final Set<StepState> AT_REST =
            EnumSet.of(StepState.SUCCEEDED, StepState.SKIPPED, StepState.COMPENSATED);

    private Page() {}

    /**
     * The page.
     *
     * @param expectedEnd null: not known
     * @param parking null: it is not parked
     * @param failure why it ended or ends; null otherwise, and of a parked job
     */
    static String of(
            JobInput input,
            JobState state,
            Instant expectedEnd,
            List<JobResult.StepLine> steps,
            Parking parking,
            Failure failure) {
        String rest = rest(parking, failure);
        StringBuilder head = new StringBuilder(1024)
                .append("**")
                .append(state)
                .append("** ")
                .append(cell(input.summary()))
                .append(", tenant ")
                .append(input.tenant());
        if (expectedEnd != null && !state.terminal()) {
            head.append(", expected to end by ").append(seconds(expectedEnd));
        }
        String page = head.append("\n\n").append(table(steps, LONGEST - head.length() - rest.length())) + rest;
        return page.length() <= LONGEST ? page : page.substring(0, LONGEST) + "\n…";
    }

    private static String rest(Parking parking, Failure failure) {
        StringBuilder rest = new StringBuilder();
        if (parking != null) {
            parked(rest, parking);
        } else if (failure != null) {
            failed(rest, failure);
        }
        return rest.toString();
    }

    /** The steps in so many characters: where all do not fit, the first of those that are at rest are only counted. */
    private static String table(List<JobResult.StepLine> steps, int room) {
        List<String> rows = new ArrayList<>();
        steps.forEach(step -> rows.add(row(step)));
        int length = rows.stream().mapToInt(String::length).sum() + TABLE_HEAD.length() + LONGEST_COUNT;
        int counted = 0;
        for (int i = 0; i < rows.size() && length > room; i++) {
            if (AT_REST.contains(steps.get(i).state())) {
                length -= rows.get(i).length();
                rows.set(i, "");
                counted++;
            }
        }
        String count = counted == 0 ? "" : counted + " steps that are at rest are not shown.\n\n";
        return count + TABLE_HEAD + String.join("", rows);
    }

    private static String row(JobResult.StepLine step) {
        return "| " + step.name() + " | " + step.state() + " | " + time(step.startedAt()) + " | " + duration(step)
                + " | " + cell(step.outcome()) + " |\n";
    }

    private static void parked(StringBuilder page, Parking parking) {
        page.append("\n**Parking ")
                .append(parking.number())
                .append("** at step ")
                .append(parking.step())
                .append("\n\n");
        failed(page, parking.failure());
        page.append("\nSend one of these as an update, with `{\"parking\": ")
                .append(parking.number())
                .append(", \"who\": \"…\", \"why\": \"…\"}`:\n\n| update | what it does |\n|---|---|\n");
        parking.actions()
                .forEach((kind, meaning) -> page.append("| ")
                        .append(kind.name().toLowerCase(Locale.ROOT))
                        .append(" | ")
                        .append(cell(meaning))
                        .append(" |\n"));
        changeable(page, parking.parameters());
        page.append("\nRunbook: docs/runbook.md#")
                .append(parking.failure().code().name().toLowerCase(Locale.ROOT))
                .append('\n');
    }

    private static void changeable(StringBuilder page, List<RetryParameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        page.append("\nA retry may change these, with `\"parameters\": {\"")
                .append(parameters.get(0).name())
                .append("\": \"…\"}` besides:\n\n| parameter | now | allowed | what it is |\n|---|---|---|---|\n");
        parameters.forEach(parameter -> page.append("| ")
                .append(parameter.name())
                .append(" | ")
                .append(parameter.value())
                .append(" | ")
                .append(parameter.allowed())
                .append(" | ")
                .append(cell(parameter.meaning()))
                .append(" |\n"));
    }

    private static void failed(StringBuilder page, Failure failure) {
        page.append("\n**")
                .append(failure.code())
                .append("**: ")
                .append(failure.message())
                .append("  \n");
        page.append(failure.code().advice()).append('\n');
        if (!failure.facts().isEmpty()) {
            page.append("\n| fact | value |\n|---|---|\n");
            failure.facts()
                    .forEach((name, value) -> page.append("| ")
                            .append(cell(name))
                            .append(" | ")
                            .append(cell(value))
                            .append(" |\n"));
        }
    }

    private static String time(long millis) {
        return millis == 0 ? "earlier run" : seconds(Instant.ofEpochMilli(millis));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String duration(JobResult.StepLine step) {
        return step.endedAt() == 0 || step.startedAt() == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f s", (step.endedAt() - step.startedAt()) / 1000.0);
    }

    private static String cell(String text) {
        String line = text == null
                ? ""
                : text.replace("\\", "\\\\")
                        .replace("|", "\\|")
                        .replace("\r", "")
                        .replace("\n", " ");
        return line.length() <= LONGEST_CELL ? line : line.substring(0, LONGEST_CELL) + "…";
    }
}
