package io.longhaul.launcher;

import io.longhaul.bench.CloneBench;
import io.longhaul.bench.Figure;
import io.longhaul.stack.Stack;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhaul bench clone}. */
@Command(
        name = "clone",
        mixinStandardHelpOptions = true,
        description = {
            "Clone-to-started against a script of qemu-img and virsh, and flatten against 'virsh blockpull --wait'.",
            "Starts the stack when it is not up. Five pairs of clones warm both sides up and are not counted. Then both"
                    + " sides run in turn, and which is first changes with each pair; before a flatten all written data is"
                    + " on the disk. The figures are medians of the pairs' values with their quartiles. The CPU figures count all"
                    + " processes of the machine, so let it do nothing else."
        })
final class BenchCloneCommand implements Callable<Integer> {

    @Mixin
    private StackOption option = new StackOption();

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "5", description = "Pairs; default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Option(
            names = "--size",
            paramLabel = "MIB",
            defaultValue = "2048",
            description = "Size of the disk that is flattened, in MiB; 70 %% of it is data. Default: ${DEFAULT-VALUE}.")
    private int sizeMib;

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Stack stack = option.stack().up(new StackProgress(out));
        List<Figure> figures = new CloneBench(stack, line -> {
                    out.println(line);
                    out.flush();
                })
                .run(pairs, sizeMib);
        output.write(figures, out);
        return 0;
    }
}
