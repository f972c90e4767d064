package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.ClientCommands;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditView;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * One run of {@code longhaul audit} as an operator.
 *
 * @param status its exit status
 * @param text what it printed
 */
record Audit(int status, String text) {

    static Audit of(Stack stack, String... options) {
        StringWriter out = new StringWriter();
        CommandLine root = ClientCommands.mount(new CommandLine(new Root()));
        root.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        int status = root.execute(Stream.concat(
                        Stream.of(
                                "audit",
                                "--api",
                                stack.part("api").address().orElseThrow(),
                                "--token-file",
                                stack.tokens().operator().toString()),
                        Stream.of(options))
                .toArray(String[]::new));
        return new Audit(status, out.toString());
    }

    /** What breaks an invariant, each as {@code object: detail}; asked for with {@code --json}. */
    List<String> findings(Invariant invariant) {
        return view().checks().stream()
                .filter(check -> check.invariant() == invariant)
                .flatMap(check -> check.findings().stream())
                .map(finding -> finding.object() + ": " + finding.detail())
                .toList();
    }

    /** How many objects were looked at; asked for with {@code --json}. */
    long looked(Invariant invariant) {
        return view().checks().stream()
                .filter(check -> check.invariant() == invariant)
                .mapToLong(AuditCheck::looked)
                .sum();
    }

    /** The invariants that do not hold; asked for with {@code --json}. */
    List<Invariant> failed() {
        return view().checks().stream()
                .filter(AuditCheck::failed)
                .map(AuditCheck::invariant)
                .toList();
    }

    private AuditView view() {
        try {
            JsonNode tree = Json.MAPPER.readTree(text);
            return Json.MAPPER.treeToValue(tree, AuditView.class);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Every invariant holds, and everything was looked at. */
    static void passes(Stack stack) {
        Audit audit = of(stack);
        assertThat(audit.status()).as(audit.text()).isZero();
    }

    @Command(name = "longhaul")
    static final class Root {}
}
