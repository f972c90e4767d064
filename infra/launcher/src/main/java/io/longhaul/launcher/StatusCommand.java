package io.longhaul.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.stack.part.PartStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhaul status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show state, address and process of every part.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:every part serves", "1:some part does not"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private StackOption option = new StackOption();

    @Option(names = "--json", description = "Print JSON: {\"parts\": [{name, state, address, pid, log}]}.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        List<PartStatus> parts = option.stack().status();
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("parts", parts)));
        } else {
            StatusTable.print(parts, out);
        }
        out.flush();
        return parts.stream().allMatch(StatusCommand::serves) ? 0 : 1;
    }

    private static boolean serves(PartStatus part) {
        return switch (part.state()) {
            case RUNNING, EXTERNAL -> true;
            case UNREADY, FROZEN, STOPPED -> false;
        };
    }
}
