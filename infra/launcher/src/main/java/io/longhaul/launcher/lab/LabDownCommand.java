package io.longhaul.launcher.lab;

import io.longhaul.lab.Lab;
import io.longhaul.launcher.StackProgress;
import io.longhaul.stack.LonghaulHome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhaul lab down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "End the lab and remove all of it, its data included.")
final class LabDownCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Lab.of(LonghaulHome.current()).down(new StackProgress(out));
        out.println("There is no lab.");
        out.flush();
        return 0;
    }
}
