package io.longhaul.bench;

import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobState;
import io.longhaul.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code longhaul bench cancel}: in one run, interleaved, how long a flatten's block job lives after the cancel of its job was
 * sent, against {@code virsh blockjob --abort} of the same block job by hand.
 */
public final class CancelBench {
    private static final int DISK_MIB = 512;
    private static final int BANDWIDTH_MIBPS = 4;
    private static final String TARGET = "vdb";

    private final Stack stack;
    private final Consumer<String> progress;
    private final Jobs jobs;
    private final List<Double> engine = new ArrayList<>();
    private final List<Double> byHand = new ArrayList<>();
    private final List<Double> overhead = new ArrayList<>();
    private final List<Double> ended = new ArrayList<>();

    /**
     * A benchmark of a running stack.
     *
     * @param progress told each pair's figures in a line
     */
    public CancelBench(Stack stack, Consumer<String> progress) {
        this.stack = stack;
        this.progress = progress;
        this.jobs = new Jobs(stack);
    }

    /** Runs it with so many pairs, at least 1. */
    public List<Figure> run(int pairs) throws Exception {
        jobs.awaitNode();
        BenchTemplates templates = new BenchTemplates(jobs, stack);
        String guest = templates.guest();
        String data = templates.data(DISK_MIB);
        NativeTools tools = new NativeTools(stack, stack.home().state().resolve("bench"));
        Jobs.Done vm =
                jobs.succeed(CloneBench.clone(guest, List.of(new CloneVm.DataDisk(data, null)), CloneBench.ticking()));
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                cancelled(tools, vm);
                aborted(tools, vm);
            } else {
                aborted(tools, vm);
                cancelled(tools, vm);
            }
            overhead.add(engine.get(pair) - byHand.get(pair));
            progress.accept(String.format(
                    java.util.Locale.ROOT,
                    "pair %d: stopped after %.0f ms, by hand %.0f ms, job ended after %.0f ms",
                    pair + 1,
                    engine.get(pair),
                    byHand.get(pair),
                    ended.get(pair)));
        }
        jobs.succeed(new DeleteVm(vm.vm()));
        return List.of(
                Figure.of("cancel.stopped_ms", "ms", engine),
                Figure.of("cancel.native_ms", "ms", byHand),
                Figure.of("cancel.overhead_ms", "ms", overhead),
                Figure.of("cancel.ended_ms", "ms", ended));
    }

    private void cancelled(NativeTools tools, Jobs.Done vm) throws Exception {
        JobAccepted flatten = jobs.submit(new FlattenVolume(vm.volume(1), BANDWIDTH_MIBPS));
        tools.awaitBlockJob(vm.vm(), TARGET, true);
        long start = System.nanoTime();
        jobs.api().post("/v1/jobs/" + flatten.jobId() + "/cancel", "{\"reason\": \"measured\"}");
        tools.awaitBlockJob(vm.vm(), TARGET, false);
        engine.add(since(start));
        JobView view = jobs.awaitEnd(flatten.jobId());
        ended.add(since(start));
        if (view.state() != JobState.CANCELLED) {
            throw new IllegalStateException("the job was not cancelled: " + view.state());
        }
    }

    private void aborted(NativeTools tools, Jobs.Done vm) {
        tools.startBlockPull(vm.vm(), TARGET, BANDWIDTH_MIBPS);
        tools.awaitBlockJob(vm.vm(), TARGET, true);
        long start = System.nanoTime();
        tools.abortBlockJob(vm.vm(), TARGET);
        tools.awaitBlockJob(vm.vm(), TARGET, false);
        byHand.add(since(start));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
