package io.longhaul.launcher;

import io.longhaul.bench.CancelBench;
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

/** {@code longhaul bench cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "How long a flatten's block job lives after its job's cancel, against 'virsh blockjob --abort'.",
            "Starts the stack when it is not up. Both run in turn on one VM, and which is first changes with each pair. The"
                    + " figures are medians of the pairs' values with their quartiles."
        })
final class BenchCancelCommand implements Callable<Integer> {

    @Mixin
    private StackOption option = new StackOption();

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "15", description = "Pairs; default: ${DEFAULT-VALUE}.")
    private int pairs;

    @Mixin
    private BenchOutput output = new BenchOutput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Stack stack = option.stack().up(new StackProgress(out));
        List<Figure> figures = new CancelBench(stack, line -> {
                    out.println(line);
                    out.flush();
                })
                .run(pairs);
        output.write(figures, out);
        return 0;
    }
}
