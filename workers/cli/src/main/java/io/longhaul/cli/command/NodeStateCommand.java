package io.longhaul.cli.command;

import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.ReasonRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what operators want of a node. */
@Command
final class NodeStateCommand extends ClientCommand {
    private final String action;

    @Parameters(paramLabel = "NODE", description = "The node's name.")
    private String node;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason;

    NodeStateCommand(String action) {
        this.action = action;
    }

    @Override
    public Integer call() {
        return print(
                api().post("/v1/nodes/" + segment(node) + "/" + action, Json.write(new ReasonRequest(reason))),
                answer ->
                        List.of(node + " is now " + answer.tree().path("state").asText(action)));
    }
}
