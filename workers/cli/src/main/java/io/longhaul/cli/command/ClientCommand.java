package io.longhaul.cli.command;

import io.longhaul.cli.ExitStatus;
import io.longhaul.cli.http.Answer;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.Connection;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks the API. */
@Command(
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", ClientCommand.USAGE, ClientCommand.REFUSED, ClientCommand.UNREACHABLE})
abstract class ClientCommand implements Callable<Integer> {
    static final String USAGE = "2:the command line or the local configuration is wrong, or no stack runs here";
    static final String REFUSED = "3:refused by the API";
    static final String UNREACHABLE = "4:the API does not answer";

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** Standard output, or what a test put in its place. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final Connection connection() {
        return connection.resolve();
    }

    final ApiClient api() {
        return new ApiClient(connection());
    }

    /** The API as it is asked about every tenant's objects, unless one was named. */
    final ApiClient apiForAll() {
        return new ApiClient(connection.resolveForAll());
    }

    final boolean json() {
        return connection.json();
    }

    final CommandSpec spec() {
        return spec;
    }

    /** Prints an answer: as it came for scripts, as lines for people. */
    final int print(Answer answer, Function<Answer, List<String>> lines) {
        if (json()) {
            out().println(answer.text());
        } else {
            lines.apply(answer).forEach(out()::println);
        }
        out().flush();
        return ExitStatus.OK;
    }

    /** One segment of a path, so that a reference can never reach another address. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
