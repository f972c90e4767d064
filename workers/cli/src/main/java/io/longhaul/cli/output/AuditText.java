package io.longhaul.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.schemas.api.Invariant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An ended audit as lines: one for each invariant, and below it what breaks it. */
public final class AuditText {
    private AuditText() {}

    /** The lines. */
    public static List<String> lines(JsonNode audit) {
        List<String> lines = new ArrayList<>();
        for (JsonNode check : audit.path("checks")) {
            String name = check.path("invariant").asText();
            lines.add("%-10s  %-22s  %s (%d looked at)"
                    .formatted(
                            check.path("outcome").asText(),
                            name,
                            sentence(name),
                            check.path("looked").asLong()));
            check.path("findings").forEach(finding -> lines.add("  found    " + line(finding)));
            check.path("garbage").forEach(garbage -> lines.add("  garbage  " + line(garbage)));
            check.path("unseen").forEach(unseen -> lines.add("  unseen   " + unseen.asText()));
        }
        return lines.stream().map(Table::printable).toList();
    }

    /** A newer API may check more. */
    private static String sentence(String name) {
        return Arrays.stream(Invariant.values())
                .filter(invariant -> invariant.wireName().equals(name))
                .map(Invariant::sentence)
                .findFirst()
                .orElse("");
    }

    private static String line(JsonNode finding) {
        return finding.path("object").asText() + ": " + finding.path("detail").asText();
    }
}
