package io.longhaul.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longhaul bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Compare the engine with the native tools, interleaved in one run.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {BenchCloneCommand.class, BenchCancelCommand.class})
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which benchmark? there are: clone, cancel");
    }
}
