package io.longhaul.cli.output;

import io.longhaul.cli.Invocation;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.ParkingView;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.failure.Failure;
import io.longhaul.schemas.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A job for people. */
public final class JobText {
    private JobText() {}

    /** Everything about the job: head, steps, and why it stands where it stands. */
    public static List<String> lines(JobView job) {
        List<String> lines = new ArrayList<>();
        lines.add(job.id() + "  " + job.state() + (job.cancelRequested() ? " (cancel requested)" : ""));
        add(lines, "summary", job.summary());
        add(lines, "tenant", job.tenant());
        add(lines, "vm", job.vm());
        add(lines, "volume", job.volume());
        add(lines, "template", job.template());
        add(lines, "node", job.node());
        add(lines, "parent", job.parentJobId());
        add(lines, "created", time(job.createdAt()));
        add(lines, "started", time(job.startedAt()));
        add(lines, "ended", time(job.endedAt()));
        if (job.steps() != null && !job.steps().isEmpty()) {
            lines.add("");
            Table table = new Table(List.of("STEP", "STATE", "TIME", "ATTEMPT", "PROGRESS", "OUTCOME"));
            job.steps().forEach(step -> table.add(row(step)));
            lines.addAll(table.lines());
        }
        lines.addAll(ending(job));
        return lines;
    }

    /** How the job stands: its result, its error with what is left behind, or the decision that it waits for. */
    public static List<String> ending(JobView job) {
        List<String> lines = new ArrayList<>();
        if (job.result() != null && !job.result().isEmpty()) {
            lines.add("");
            lines.add("result");
            job.result().forEach((name, value) -> add(lines, name, String.valueOf(value)));
        }
        if (job.error() != null) {
            lines.add("");
            addFailure(lines, job.error());
        }
        if (job.residue() != null) {
            job.residue()
                    .forEach(left -> add(
                            lines,
                            left.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            left.step() + ": " + left.detail()));
        }
        if (job.parking() != null) {
            lines.add("");
            addParking(lines, job.id(), job.parking());
        }
        return lines;
    }

    private static void addFailure(List<String> lines, Failure failure) {
        lines.add(failure.code() + ": " + Table.printable(failure.message()));
        failure.facts().forEach((name, value) -> add(lines, name, value));
        if (failure.code() != null) {
            add(lines, "what to do", failure.code().advice());
        }
    }

    private static void addParking(List<String> lines, String jobId, ParkingView parking) {
        lines.add("parking " + parking.number() + ", at step " + parking.step() + ":");
        if (parking.failure() != null) {
            addFailure(lines, parking.failure());
        }
        add(lines, "runbook", parking.runbook() == null ? null : "docs/runbook.md#" + parking.runbook());
        lines.add("decide with one of:");
        parking.actions()
                .forEach((kind, effect) -> lines.add(String.format(
                        "  %s job %s %s --reason '...'   # %s",
                        Invocation.LONGHAUL, kind.name().toLowerCase(Locale.ROOT), jobId, effect)));
        if (parking.parameters() != null && !parking.parameters().isEmpty()) {
            lines.add("a retry may change, with --set NAME=VALUE:");
            parking.parameters()
                    .forEach(parameter -> lines.add(String.format(
                            "  %s=%s   # %s; %s",
                            parameter.name(), parameter.value(), parameter.meaning(), parameter.allowed())));
        }
    }

    private static List<String> row(StepView step) {
        return List.of(
                step.name(),
                String.valueOf(step.state()),
                elapsed(step),
                step.attempt() == null ? "" : step.attempt().toString(),
                progress(step.progress()),
                Objects.requireNonNullElse(step.outcome(), ""));
    }

    private static String elapsed(StepView step) {
        if (step.startedAt() == null) {
            return "";
        }
        Instant end = step.endedAt() == null ? Instant.now() : step.endedAt();
        return Quantity.duration(Duration.between(step.startedAt(), end));
    }

    private static String progress(Progress progress) {
        if (progress == null) {
            return "";
        }
        return progress.percent() == null ? progress.phase() : progress.phase() + " " + progress.percent() + " %";
    }

    private static String time(Instant time) {
        return time == null ? null : Quantity.time(time);
    }

    private static void add(List<String> lines, String name, String value) {
        if (value != null) {
            lines.add(String.format("  %-11s %s", name, Table.printable(value)));
        }
    }
}
