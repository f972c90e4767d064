package io.longhaul.launcher;

import io.longhaul.stack.Stack;
import io.longhaul.stack.StackException;
import io.longhaul.stack.StackOptions;
import io.longhaul.stack.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhaul logs}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Show the logs of all parts, or of some. Those of our processes are JSON lines.")
final class LogsCommand implements Callable<Integer> {

    @Mixin
    private StackOption option = new StackOption();

    @Parameters(paramLabel = "PART", arity = "0..*", description = "Parts by name: " + StackOptions.PART_NAMES + ".")
    private List<String> names = List.of();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as the logs grow, until interrupted.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many of the last lines of each. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Stack stack = option.stack();
        List<Part> parts = names.isEmpty()
                ? stack.parts()
                : names.stream().map(stack::part).toList();
        List<String> words = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            words.add("-F");
        }
        int options = words.size();
        parts.stream().map(Part::log).filter(Files::exists).forEach(log -> words.add(log.toString()));
        if (words.size() == options) {
            throw new StackException("there are no logs yet; start the stack with './longhaul up'");
        }
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
