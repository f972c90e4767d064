package io.longhaul.cli.command;

import io.longhaul.cli.output.Details;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one object. */
@Command(name = "show", description = "Show one with all that is known about it.")
final class ShowCommand extends ClientCommand {
    private final ObjectKind kind;

    @Parameters(
            paramLabel = "REFERENCE",
            description = "What the first columns of 'list' show: its id, or its name if it has one.")
    private String id;

    ShowCommand(ObjectKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        return print(api().get("/v1/" + kind.plural() + "/" + segment(id)), answer -> Details.lines(answer.tree()));
    }
}
