package io.longhaul.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of docs/operations.md, by name. */
final class OperatingQueries {
    private static final Path PAGE = Path.of("../../docs/operations.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| ([a-zA-Z ]+) \\| `(Longhaul[^`]+)` \\|", Pattern.MULTILINE);

    private final Map<String, String> queries;

    private OperatingQueries(Map<String, String> queries) {
        this.queries = queries;
    }

    /**
     * The page's queries.
     *
     * @param values what stands for the words in capitals
     */
    static OperatingQueries read(Map<String, String> values) {
        Map<String, String> queries = new LinkedHashMap<>();
        try {
            Matcher row = ROW.matcher(Files.readString(PAGE));
            while (row.find()) {
                queries.put(row.group(1), filled(row.group(2), values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OperatingQueries(queries);
    }

    Set<String> names() {
        return queries.keySet();
    }

    String query(String name) {
        return queries.get(name);
    }

    private static String filled(String text, Map<String, String> values) {
        String query = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            query = query.replace("'" + value.getKey() + "'", "'" + value.getValue() + "'");
        }
        return query;
    }
}
