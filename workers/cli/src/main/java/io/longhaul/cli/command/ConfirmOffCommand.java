package io.longhaul.cli.command;

import io.longhaul.cli.http.Json;
import io.longhaul.schemas.api.ReasonRequest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's statement that a lost host is off. */
@Command(
        name = "confirm-off",
        description = {
            "State that a lost host is off: you have made sure that its power is off, not only its network, so that no VM runs"
                    + " on it. Only a node that counts as lost is accepted.",
            "It takes no steps and no VMs until its worker is back and what runs there agrees with the inventory; then it is "
                    + "admitted by itself."
        })
final class ConfirmOffCommand extends ClientCommand {
    @Parameters(paramLabel = "NODE", description = "The node's name.")
    private String node;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "How you know, for the record; needed.")
    private String reason;

    @Override
    public Integer call() {
        return print(
                api().post("/v1/nodes/" + segment(node) + "/confirm-off", Json.write(new ReasonRequest(reason))),
                answer -> List.of(
                        node + " is confirmed off; it takes no work until its worker is back and what runs there agrees"
                                + " with the inventory. Its running VMs are shown UNKNOWN until then."));
    }
}
