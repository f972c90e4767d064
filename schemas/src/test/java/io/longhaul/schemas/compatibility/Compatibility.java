package io.longhaul.schemas.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says what a changed schema breaks. Sound for the keywords that our generator writes; any other change counts as a break. */
public final class Compatibility {
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "description", "title");

    private final boolean open;
    private final List<String> breaks = new ArrayList<>();

    private Compatibility(boolean open) {
        this.open = open;
    }

    /** For what Longhaul sends: old data fits the new schema, new data the old one. Only optional fields may come. */
    public static List<String> ofEvent(JsonNode before, JsonNode now) {
        return new Compatibility(true).compare("", before, now);
    }

    /** For what callers send: what was valid stays valid. Optional fields may come and limits may widen. */
    public static List<String> ofRequest(JsonNode before, JsonNode now) {
        return new Compatibility(false).compare("", before, now);
    }

    private List<String> compare(String path, JsonNode before, JsonNode now) {
        Set<String> keywords = new TreeSet<>(names(before));
        keywords.addAll(names(now));
        keywords.removeAll(ANNOTATIONS);
        for (String keyword : keywords) {
            keyword(path, keyword, before.path(keyword), now.path(keyword));
        }
        return breaks;
    }

    private void keyword(String path, String keyword, JsonNode before, JsonNode now) {
        switch (keyword) {
            case "properties" -> properties(path, before, now);
            case "required" -> required(path, before, now);
            case "items", "additionalProperties" -> nested(path + "/" + keyword, before, now);
            case "examples", "enum", "type", "oneOf" -> values(path, keyword, before, now);
            case "minimum", "minLength", "minItems" -> limit(path, keyword, now, before);
            case "maximum", "maxLength", "maxItems" -> limit(path, keyword, before, now);
            case "discriminator" -> {} // says again what oneOf says
            default -> same(path, keyword, before, now);
        }
    }

    private void properties(String path, JsonNode before, JsonNode now) {
        for (Map.Entry<String, JsonNode> property : before.properties()) {
            JsonNode successor = now.path(property.getKey());
            String at = path + "/" + property.getKey();
            if (successor.isMissingNode()) {
                breaks.add(at + ": removed");
            } else {
                compare(at, property.getValue(), successor);
            }
        }
    }

    private void required(String path, JsonNode before, JsonNode now) {
        Set<String> added = texts(now);
        added.removeAll(texts(before));
        added.forEach(name -> breaks.add(path + "/" + name + ": became required"));
        Set<String> dropped = texts(before);
        dropped.removeAll(texts(now));
        if (open) {
            dropped.forEach(name -> breaks.add(path + "/" + name + ": is no longer always there"));
        }
    }

    private void nested(String path, JsonNode before, JsonNode now) {
        if (before.isObject() && now.isObject()) {
            compare(path, before, now);
        } else {
            same(path, "schema", before, now);
        }
    }

    private void values(String path, String keyword, JsonNode before, JsonNode now) {
        Set<String> lost = texts(before);
        lost.removeAll(texts(now));
        lost.forEach(value -> breaks.add(path + ": " + keyword + " lost " + value));
        Set<String> gained = texts(now);
        gained.removeAll(texts(before));
        if (open && !keyword.equals("examples")) {
            gained.forEach(value -> breaks.add(path + ": " + keyword + " gained " + value));
        }
        if (!open && before.isMissingNode()) {
            breaks.add(path + ": " + keyword + " is new");
        }
    }

    /** The lesser limit must not be greater than the other; an absent upper limit is the greatest. */
    private void limit(String path, String keyword, JsonNode lesser, JsonNode greater) {
        boolean upper = keyword.startsWith("max");
        JsonNode now = upper ? greater : lesser;
        boolean widened = now.isMissingNode()
                || (!lesser.isMissingNode()
                        && !greater.isMissingNode()
                        && lesser.decimalValue().compareTo(greater.decimalValue()) <= 0);
        if (!widened || (open && !lesser.equals(greater))) {
            breaks.add(path + ": " + keyword + " changed");
        }
    }

    private void same(String path, String keyword, JsonNode before, JsonNode now) {
        if (!before.equals(now)) {
            breaks.add(path + ": " + keyword + " changed");
        }
    }

    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        if (node.isArray()) {
            node.forEach(value -> texts.add(value.isContainerNode() ? value.toString() : value.asText()));
        } else if (!node.isMissingNode()) {
            texts.add(node.asText());
        }
        return texts;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        Iterator<String> fields = node.fieldNames();
        fields.forEachRemaining(names::add);
        return names;
    }
}
