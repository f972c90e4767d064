package io.longhaul.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * One run of the command line.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int status, String out, String err) {
    /** Runs a command that asks this API. */
    static CommandRun of(RecordedApi api, Path folder, String... words) {
        return of(Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--api",
                                api.address(),
                                "--token-file",
                                token(folder).toString()))
                .toArray(String[]::new));
    }

    static CommandRun of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine root = ClientCommands.mount(new CommandLine(new Root()));
        root.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new CommandRun(root.execute(words), out.toString(), err.toString());
    }

    static Path token(Path folder) {
        try {
            return Files.writeString(folder.resolve("token"), "secret-token\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(name = "longhaul")
    static final class Root {}
}
