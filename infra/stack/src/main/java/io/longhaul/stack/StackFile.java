package io.longhaul.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.stack.part.PartState;
import io.longhaul.stack.part.PartStatus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code stack.json}: where the parts are, for the client commands and for scripts. It holds no secret, only the paths
 * of files that do.
 *
 * @param state the state folder
 */
record StackFile(Path state) {

    void write(List<PartStatus> parts, StackTokens tokens) {
        Map<String, Object> content = new LinkedHashMap<>();
        parts.stream()
                .filter(part -> part.name().equals("api") && part.state() != PartState.STOPPED)
                .findFirst()
                .ifPresent(api -> content.put(
                        "api",
                        Map.of(
                                "address", api.address(),
                                "tokenFile", tokens.operator().toString(),
                                "tenant", StackTokens.TENANT)));
        content.put("parts", parts);
        try {
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content);
            Secrets.write(state.resolve("stack.json"), text + "\n");
        } catch (JsonProcessingException e) {
            throw new StackException("cannot write stack.json", e);
        }
    }
}
