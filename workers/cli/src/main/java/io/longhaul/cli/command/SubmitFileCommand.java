package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.cli.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Submits a request as JSON; its subcommands take typed options instead. */
@Command(
        name = "submit",
        description = "Submit a job: one of the operations below with its options, or a request as JSON.",
        footer = {
            "%nExamples:",
            "  " + Invocation.LONGHAUL + " job submit clone-vm debian web1 --memory 1024 --watch",
            "  " + Invocation.LONGHAUL + " job submit flatten-volume vol_01k... --bandwidth 100",
            "  " + Invocation.LONGHAUL + " job submit --file - --wait < request.json"
        })
final class SubmitFileCommand extends SubmitCommand {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The request as JSON; - for standard input.")
    private String file;

    @Override
    String body() {
        if (file == null) {
            throw new CommandLine.ParameterException(spec().commandLine(), "name an operation, or give --file");
        }
        try {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UsageException("cannot read the request from " + file + ": " + e.getMessage(), e);
        }
    }
}
