package io.longhaul.launcher;

import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.Stack;
import io.longhaul.stack.StackException;
import io.longhaul.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which stack a command is about. */
final class StackOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties: addresses of services that exist already (nothing is started for them), and"
                    + " parameters of our processes. Default: longhaul.properties in the state folder.")
    private Path config;

    @Option(
            names = "--without",
            paramLabel = "PART",
            split = ",",
            description = "Parts to leave out, separated by commas: " + StackOptions.PART_NAMES + ".")
    private List<String> without = List.of();

    /** Whether some parts are left out. */
    boolean partial() {
        return !without.isEmpty();
    }

    Stack stack() {
        LonghaulHome home = LonghaulHome.current();
        if (config != null && !Files.isReadable(config)) {
            throw new StackException("cannot read " + config + "; give an existing file with --config");
        }
        Path file = config == null ? home.state().resolve("longhaul.properties") : config;
        return Stack.of(home, StackOptions.load(file).without(without.toArray(String[]::new)));
    }
}
