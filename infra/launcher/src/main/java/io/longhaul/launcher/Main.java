package io.longhaul.launcher;

import io.longhaul.cli.ClientCommands;
import io.longhaul.launcher.demo.DemoCommand;
import io.longhaul.launcher.lab.LabCommand;
import io.longhaul.stack.StackException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code longhaul} command: the development stack, the tests, and the client of the API. */
@Command(
        name = "longhaul",
        mixinStandardHelpOptions = true,
        version = "longhaul 0.1.0",
        description = "Runs the long operations of a KVM cloud as durable jobs.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            LabCommand.class,
            BenchCommand.class,
            TestReportCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Handled by the script itself:",
            "  build           Only build what changed.",
            "  test            Run every test (--help says more).",
            "",
            "All state of the stack is in .longhaul in the checkout, or in LONGHAUL_HOME.",
            "A first look:  ./longhaul demo",
            "By hand:       ./longhaul up, then ./longhaul template list, ./longhaul down"
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    public static void main(String[] arguments) {
        // Not System.exit inside of commands: the JVM ends here, also when a client thread still lingers.
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StackException) {
                command.getErr().println("longhaul: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return ClientCommands.mount(commandLine);
    }
}
