package io.longhaul.cli.watch;

import io.longhaul.schemas.api.StepView;
import io.longhaul.schemas.job.Progress;
import java.io.PrintWriter;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For terminals: a line for each finished step above a bar that moves with the running one. */
public final class BarDisplay implements JobDisplay {
    private static final long MIB = 1024L * 1024;

    private final PrintWriter out;
    private final StepLines lines = new StepLines();
    private ProgressBar bar;
    private String barStep;
    private String named;

    public BarDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(JobUpdate update) {
        StepView running = StepLines.running(update.job());
        List<String> fresh = lines.fresh(update.job());
        if (!fresh.isEmpty() || running == null || !running.name().equals(barStep)) {
            close();
        }
        fresh.forEach(out::println);
        out.flush();
        if (running != null) {
            move(running);
        }
    }

    @Override
    public void away(String why) {
        close();
        out.println("  (" + why + "; the job goes on, trying again)");
        out.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            // The bar leaves its last state as a line; the step's own line follows it and says more.
            bar.close();
            bar = null;
            barStep = null;
        }
    }

    private void move(StepView step) {
        Progress progress = step.progress();
        if (progress == null || progress.bytesTotal() <= 0) {
            name(step);
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("  " + step.name())
                    .setInitialMax(progress.bytesTotal())
                    .setUnit(" MiB", MIB)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .clearDisplayOnFinish()
                    .showSpeed()
                    .build();
            barStep = step.name();
        }
        bar.maxHint(progress.bytesTotal());
        bar.stepTo(progress.bytesDone());
        if (progress.phase() != null) {
            bar.setExtraMessage(" " + progress.phase());
        }
    }

    /** A step that counts no bytes is named once; a bar would have nothing to show. */
    private void name(StepView step) {
        if (bar == null && !step.name().equals(named)) {
            named = step.name();
            out.println("  running      " + step.name());
            out.flush();
        }
    }
}
