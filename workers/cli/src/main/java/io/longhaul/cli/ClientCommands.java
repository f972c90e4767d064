package io.longhaul.cli;

import io.longhaul.cli.command.Groups;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.cli.http.UnreachableException;
import io.longhaul.cli.output.ProblemText;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Mounts the client commands below the {@code longhaul} command. */
public final class ClientCommands {
    private ClientCommands() {}

    /**
     * Adds the client commands to a root and gives their failures their words and exit statuses; call it last, since it
     * sets the handlers of all commands below the root.
     */
    public static CommandLine mount(CommandLine root) {
        Groups.all().forEach(command -> root.addSubcommand(command.getCommandName(), command));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        CommandLine.IExecutionExceptionHandler others = root.getExecutionExceptionHandler();
        root.setParameterExceptionHandler((failure, words) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println("longhaul: " + failure.getMessage());
            command.getErr()
                    .println("  what to do: '"
                            + Invocation.of(command.getCommandSpec().qualifiedName())
                            + " --help' shows what it takes");
            return ExitStatus.USAGE;
        });
        return root.setExecutionExceptionHandler((failure, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (failure instanceof RefusedException refused) {
                ProblemText.lines(refused).forEach(err::println);
                return ExitStatus.REFUSED;
            }
            if (failure instanceof UnreachableException) {
                err.println("unreachable: " + failure.getMessage());
                err.println("  what to do: '" + Invocation.LONGHAUL
                        + " status' shows this stack's parts; --api names another API");
                return ExitStatus.UNREACHABLE;
            }
            if (failure instanceof UsageException) {
                err.println("longhaul: " + failure.getMessage());
                return ExitStatus.USAGE;
            }
            return others.handleExecutionException(failure, command, parsed);
        });
    }
}
