package io.longhaul.launcher.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longhaul lab}. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = {
            "A real Ceph cluster on this machine, in a network namespace of its own; as root.",
            "All of it is below lab in the state folder."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LabUpCommand.class, LabDownCommand.class, LabStatusCommand.class, LabRunCommand.class})
public final class LabCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? there are: up, down, status, run");
    }
}
