package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.cli.UsageException;
import io.longhaul.cli.http.Connection;
import io.longhaul.cli.http.StackFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Where the API is and who asks: options, then environment, then the stack that runs here. */
final class ConnectionOptions {
    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "Address of the API. Default: $LONGHAUL_API, or the stack of this checkout.")
    private String api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the bearer token. Default: $LONGHAUL_TOKEN_FILE, or the stack's."
                    + " A token is never given on the command line, where others can read it.")
    private Path tokenFile;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "Tenant for whom an operator asks. Default: $LONGHAUL_TENANT, or the stack's.")
    private String tenant;

    @Option(names = "--json", description = "Print the API's JSON, unchanged, for scripts.")
    private boolean json;

    boolean json() {
        return json;
    }

    /**
     * The connection that was asked for.
     *
     * @throws UsageException when an address or a token is missing
     */
    Connection resolve() {
        return resolve(StackFile::tenant);
    }

    /** The same, for every tenant unless one is named: not for the stack's alone. */
    Connection resolveForAll() {
        return resolve(stack -> null);
    }

    private Connection resolve(Function<StackFile, String> tenantOfStack) {
        Supplier<Optional<StackFile>> stack = () -> StackFile.find(System.getenv(), Path.of(""));
        String address = firstOf(api, "LONGHAUL_API");
        String token = firstOf(tokenFile == null ? null : tokenFile.toString(), "LONGHAUL_TOKEN_FILE");
        String who = firstOf(tenant, "LONGHAUL_TENANT");
        if (address == null || token == null) {
            StackFile found = stack.get()
                    .orElseThrow(() -> new UsageException("no running stack was found here: start one with '"
                            + Invocation.LONGHAUL + " up', or give --api and --token-file"
                            + " (or LONGHAUL_API and LONGHAUL_TOKEN_FILE)"));
            // A token that the stack made is only ever sent to the stack's own address.
            if (token == null && address != null && !address.equals(found.api())) {
                String named = api == null ? "LONGHAUL_API" : "--api";
                throw new UsageException(
                        named + " names another API than this stack's: give --token-file (or LONGHAUL_TOKEN_FILE) too");
            }
            address = address == null ? found.api() : address;
            token = token == null ? found.tokenFile().toString() : token;
            who = who == null ? tenantOfStack.apply(found) : who;
        }
        return new Connection(uri(address), Connection.readToken(Path.of(token)), who);
    }

    private static String firstOf(String option, String variable) {
        String value = option == null ? System.getenv(variable) : option;
        return value == null || value.isBlank() ? null : value;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the API's address is like http://127.0.0.1:8080, not '" + text + "'", e);
        }
    }
}
