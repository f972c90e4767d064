package io.longhaul.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.http.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A refusal of the API for people: code, detail, the field, the facts, what to do. */
public final class ProblemText {
    private ProblemText() {}

    /** Its lines. */
    public static List<String> lines(RefusedException refused) {
        JsonNode problem = refused.problem();
        String code = problem.path("code").asText("HTTP " + refused.status());
        String title = problem.path("title").asText("the API refused the request");
        List<String> lines = new ArrayList<>();
        lines.add("refused: "
                + Table.printable(code + ": " + problem.path("detail").asText(title)));
        add(lines, "field", problem.path("pointer"));
        for (Map.Entry<String, JsonNode> fact : problem.path("facts").properties()) {
            add(lines, fact.getKey(), fact.getValue());
        }
        add(lines, "what to do", problem.path("action"));
        add(lines, "instance", problem.path("instance"));
        return lines;
    }

    private static void add(List<String> lines, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            lines.add("  " + name + ": " + Table.printable(value.asText()));
        }
    }
}
