package io.longhaul.launcher;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhaul down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "End every part of the stack, and the guests that its libvirt runs (not with --without).",
            "The data stays: the next 'up' finds it. Remove the state folder to begin anew."
        })
final class DownCommand implements Callable<Integer> {

    @Mixin
    private StackOption option = new StackOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        option.stack().down(new StackProgress(out));
        out.println(option.partial() ? "The other parts go on." : "The stack is down.");
        out.flush();
        return 0;
    }
}
