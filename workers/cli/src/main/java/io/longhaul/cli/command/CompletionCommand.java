package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the completion script of the shell. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footer = {"%nExample:", "  source <(" + Invocation.LONGHAUL + " completion)"})
public final class CompletionCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        // The script itself handles these before any Java runs.
        for (String name : List.of("build", "test")) {
            if (!root.getSubcommands().containsKey(name)) {
                root.addSubcommand(name, CommandSpec.create());
            }
        }
        String name = root.getCommandName();
        // picocli completes NAME.sh and NAME.bash too, which there are not; from the checkout it is ./NAME.
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash(name, root)
                        .replace(" " + name + " " + name + ".sh " + name + ".bash", " " + name + " ./" + name));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
