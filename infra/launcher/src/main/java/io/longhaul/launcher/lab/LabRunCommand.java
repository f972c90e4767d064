package io.longhaul.launcher.lab;

import io.longhaul.lab.Lab;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.StackException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhaul lab run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run one of Ceph's own tools in the cluster's network, as client.admin, for at most two minutes.",
            "For instance: ./longhaul lab run -- rbd ls kvm"
        })
final class LabRunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORD", arity = "1..*", description = "The tool and its arguments, after --.")
    private List<String> words = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(Lab.of(LonghaulHome.current())
                .ceph()
                .orElseThrow(() -> new StackException("there is no lab; start one with: ./longhaul lab up"))
                .run(words.toArray(String[]::new)));
        out.flush();
        return 0;
    }
}
