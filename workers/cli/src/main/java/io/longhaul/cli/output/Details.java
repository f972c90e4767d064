package io.longhaul.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One object as lines of name and value. */
public final class Details {
    private Details() {}

    /** The lines of an object; nested objects and lists are indented below their name. */
    public static List<String> lines(JsonNode object) {
        List<String> lines = new ArrayList<>();
        append(lines, object, "");
        return lines;
    }

    private static void append(List<String> lines, JsonNode object, String indent) {
        int width = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            width = Math.max(width, field.getKey().length());
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = indent + String.format("%-" + (width + 2) + "s", field.getKey());
            JsonNode value = field.getValue();
            if (value.isObject() && !value.isEmpty()) {
                lines.add(name.stripTrailing());
                append(lines, value, indent + "  ");
            } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
                lines.add(name.stripTrailing());
                value.forEach(item -> lines.add(indent + "  - " + inline(item)));
            } else {
                lines.add(name + inline(value));
            }
        }
    }

    private static String inline(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(field -> parts.add(field.getKey() + " " + inline(field.getValue())));
            return String.join(", ", parts);
        }
        if (value.isArray()) {
            value.forEach(item -> parts.add(inline(item)));
            return String.join(", ", parts);
        }
        return value.isNull() ? "-" : Table.printable(value.asText());
    }
}
