package io.longhaul.cli.watch;

import io.longhaul.cli.output.Quantity;
import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.job.Progress;
import java.io.PrintWriter;

/** For logs and pipes: a line for each change, and for each ten percent of a step. */
public final class LineDisplay implements JobDisplay {
    private final PrintWriter out;
    private final StepLines lines = new StepLines();
    private String lastProgress = "";

    public LineDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(JobUpdate update) {
        lines.fresh(update.job()).forEach(out::println);
        StepView running = StepLines.running(update.job());
        if (running != null) {
            showProgress(running);
        }
        out.flush();
    }

    @Override
    public void away(String why) {
        out.println("  (" + why + "; the job goes on, trying again)");
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }

    private void showProgress(StepView step) {
        Progress progress = step.progress();
        Integer percent = progress == null ? null : progress.percent();
        String mark = step.name() + (percent == null ? "" : "/" + percent / 10);
        if (mark.equals(lastProgress)) {
            return;
        }
        lastProgress = mark;
        String attempt = step.attempt() == null || step.attempt() < 2 ? "" : " (attempt " + step.attempt() + ")";
        String detail = percent == null ? "" : percent + " % " + progress.phase() + " " + bytes(progress);
        out.println(String.format("  %-12s %-24s %8s  %s", "running", step.name() + attempt, "", detail)
                .stripTrailing());
    }

    private static String bytes(Progress progress) {
        String text = Quantity.bytes(progress.bytesDone()) + " of " + Quantity.bytes(progress.bytesTotal());
        return progress.bytesPerSecond() > 0 ? text + ", " + Quantity.bytes(progress.bytesPerSecond()) + "/s" : text;
    }
}
