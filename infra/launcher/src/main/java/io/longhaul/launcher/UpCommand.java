package io.longhaul.launcher;

import io.longhaul.stack.Stack;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhaul up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start every part of the stack that does not run, and wait until all serve.",
            "Usual ports are taken where they are free; everything listens on loopback only."
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private StackOption option = new StackOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        Stack stack = option.stack().up(new StackProgress(out));
        out.printf("The stack is up after %.1f s.%n%n", (System.nanoTime() - begin) / 1e9);
        StatusTable.print(stack.status(), out);
        out.flush();
        return 0;
    }
}
