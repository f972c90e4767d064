package io.longhaul.lab.ceph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longhaul.stack.StackException;
import io.longhaul.stack.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ceph's own tools, as {@code client.admin}. */
final class CephTools {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration QUESTION = Duration.ofSeconds(10);

    private final CephLayout layout;
    private final CephPlace place;

    CephTools(CephLayout layout, CephPlace place) {
        this.layout = layout;
        this.place = place;
    }

    /**
     * Runs a tool to its end.
     *
     * @throws StackException with its output when it fails or takes longer than two minutes
     */
    String run(String... words) {
        return run(LIMIT, Arrays.asList(words));
    }

    /** The answer of {@code ceph} to a question; a monitor that is away is noticed within seconds. */
    JsonNode ask(String... words) {
        List<String> all = new ArrayList<>(List.of("ceph", "--connect-timeout", "5", "-f", "json"));
        all.addAll(Arrays.asList(words));
        String answer = run(QUESTION, all);
        try {
            // Warnings may come before it, on the same stream.
            return JSON.readTree(answer.substring(Math.max(0, answer.indexOf("\n{") + 1)));
        } catch (JsonProcessingException e) {
            throw new StackException("ceph " + String.join(" ", words) + " answered no JSON: " + answer, e);
        }
    }

    private String run(Duration limit, List<String> words) {
        return Command.of(place.command(words))
                .with("CEPH_CONF", layout.configuration().toString())
                .within(limit)
                .run();
    }
}
