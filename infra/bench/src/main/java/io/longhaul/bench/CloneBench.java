package io.longhaul.bench;

import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.job.CloneVm;
import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.FlattenPolicy;
import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.schemas.job.StopVm;
import io.longhaul.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@code longhaul bench clone}: in one run, interleaved, the engine's clone-to-started against the script of the native
 * commands, and the engine's flatten of a running VM's disk against {@code virsh blockpull --wait}.
 */
public final class CloneBench {
    /** Clones of both sides before the first measured pair: daemons that have run for a minute are what is compared. */
    private static final int WARM_UP = 5;

    private final Stack stack;
    private final Consumer<String> progress;
    private final Jobs jobs;
    private final List<Double> cloneOverheadMs = new ArrayList<>();
    private final List<Double> cloneEngine = new ArrayList<>();
    private final List<Double> cloneNative = new ArrayList<>();
    private final List<Double> cloneCpuRatio = new ArrayList<>();
    private final List<Double> flattenRatio = new ArrayList<>();
    private final List<Double> flattenEngine = new ArrayList<>();
    private final List<Double> flattenNative = new ArrayList<>();
    private final List<Double> flattenCpuRatio = new ArrayList<>();

    /**
     * A benchmark of a running stack.
     *
     * @param progress told each pair's figures in a line
     */
    public CloneBench(Stack stack, Consumer<String> progress) {
        this.stack = stack;
        this.progress = progress;
        this.jobs = new Jobs(stack);
    }

    /**
     * Runs it.
     *
     * @param pairs number of pairs of each comparison, at least 1
     * @param sizeMib size of the data disk that is flattened, in MiB
     */
    public List<Figure> run(int pairs, int sizeMib) throws Exception {
        jobs.awaitNode();
        BenchTemplates templates = new BenchTemplates(jobs, stack);
        String guest = templates.guest();
        String data = templates.data(sizeMib);
        NativeTools tools = new NativeTools(stack, stack.home().state().resolve("bench"));
        for (int round = 0; round < WARM_UP; round++) {
            clonePair(tools, guest, round % 2 == 0);
        }
        forgetWarmUp();
        for (int pair = 0; pair < pairs; pair++) {
            boolean engineFirst = pair % 2 == 0;
            clonePair(tools, guest, engineFirst);
            flattenPair(tools, guest, data, engineFirst);
            progress.accept(line(pair));
        }
        return List.of(
                Figure.of("clone.overhead_ms", "ms", cloneOverheadMs),
                Figure.of("clone.engine_s", "s", cloneEngine),
                Figure.of("clone.native_s", "s", cloneNative),
                Figure.of("clone.cpu_vs_native", "ratio", cloneCpuRatio),
                Figure.of("flatten.vs_blockpull", "ratio", flattenRatio),
                Figure.of("flatten.engine_s", "s", flattenEngine),
                Figure.of("flatten.native_s", "s", flattenNative),
                Figure.of("flatten.cpu_vs_blockpull", "ratio", flattenCpuRatio));
    }

    private void forgetWarmUp() {
        List.of(cloneOverheadMs, cloneEngine, cloneNative, cloneCpuRatio).forEach(List::clear);
    }

    private void clonePair(NativeTools tools, String guest, boolean engineFirst) throws Exception {
        // A VM of the engine is the pattern of the native one, so it is made before either is timed.
        Jobs.Done pattern = jobs.succeed(clone(guest, List.of(), Readiness.started()));
        NativeTools.Clone byHand = tools.prepare(pattern.vm(), pattern.volume(0));
        delete(pattern);
        Jobs.Done[] done = new Jobs.Done[1];
        Sample.Work engineWork = () -> {
            done[0] = jobs.succeed(clone(guest, List.of(), Readiness.started()));
            return done[0].seconds();
        };
        Sample.Work nativeWork = () -> {
            tools.cloneAndStart(byHand);
            return null;
        };
        // Each is removed at once: a guest that boots would slow the other.
        Sample engine;
        Sample byTools;
        if (engineFirst) {
            engine = Sample.of(engineWork);
            delete(done[0]);
            byTools = Sample.of(nativeWork);
            tools.remove(byHand);
        } else {
            byTools = Sample.of(nativeWork);
            tools.remove(byHand);
            engine = Sample.of(engineWork);
            delete(done[0]);
        }
        cloneOverheadMs.add((engine.seconds() - byTools.seconds()) * 1000);
        cloneEngine.add(engine.seconds());
        cloneNative.add(byTools.seconds());
        cloneCpuRatio.add(engine.cpuSeconds() / byTools.cpuSeconds());
    }

    private void flattenPair(NativeTools tools, String guest, String data, boolean engineFirst) throws Exception {
        Jobs.Done ours = jobs.succeed(clone(guest, List.of(new CloneVm.DataDisk(data, null)), ticking()));
        Jobs.Done theirs = jobs.succeed(clone(guest, List.of(new CloneVm.DataDisk(data, null)), ticking()));
        Sample.Work engineWork =
                () -> jobs.succeed(new FlattenVolume(ours.volume(1), null)).seconds();
        Sample.Work nativeWork = () -> {
            tools.blockPull(theirs.vm(), "vdb");
            return null;
        };
        // What one side wrote must not be written to the disk in the other's time.
        tools.writeBack();
        Sample first = Sample.of(engineFirst ? engineWork : nativeWork);
        tools.writeBack();
        Sample second = Sample.of(engineFirst ? nativeWork : engineWork);
        Sample engine = engineFirst ? first : second;
        Sample byTools = engineFirst ? second : first;
        String template =
                jobs.api().get("/v1/templates/" + data).as(TemplateView.class).volume();
        tools.verify(ours.volume(1), template);
        // QEMU writes its tables after a pull by hand only when somebody flushes, or when it ends in order.
        jobs.succeed(new StopVm(theirs.vm(), 0));
        tools.verify(theirs.volume(1), template);
        delete(ours);
        delete(theirs);
        flattenRatio.add(engine.seconds() / byTools.seconds());
        flattenEngine.add(engine.seconds());
        flattenNative.add(byTools.seconds());
        flattenCpuRatio.add(engine.cpuSeconds() / byTools.cpuSeconds());
    }

    private void delete(Jobs.Done clone) {
        jobs.succeed(new DeleteVm(clone.vm()));
    }

    static Readiness ticking() {
        return new Readiness(Readiness.Kind.SERIAL, "LONGHAUL-GUEST tick", 300);
    }

    static CloneVm clone(String guest, List<CloneVm.DataDisk> data, Readiness readiness) {
        String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
        return new CloneVm(
                name, guest, null, data, 1, 128L, null, null, List.of(), null, readiness, FlattenPolicy.NEVER, null);
    }

    private String line(int pair) {
        return String.format(
                java.util.Locale.ROOT,
                "pair %d: clone %.3f s, native %.3f s, overhead %.0f ms; flatten %.2f s, blockpull %.2f s, ratio %.3f",
                pair + 1,
                cloneEngine.get(pair),
                cloneNative.get(pair),
                cloneOverheadMs.get(pair),
                flattenEngine.get(pair),
                flattenNative.get(pair),
                flattenRatio.get(pair));
    }
}
