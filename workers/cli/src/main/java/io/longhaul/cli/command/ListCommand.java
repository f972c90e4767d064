package io.longhaul.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.ExitStatus;
import io.longhaul.cli.http.Answer;
import io.longhaul.cli.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists objects of one kind, newest first. */
@Command(name = "list", description = "List them, newest first.")
class ListCommand extends ClientCommand {
    private final ObjectKind kind;

    @Option(names = "--limit", paramLabel = "N", description = "Objects per page, 1 to 500. Default: 50.")
    private Integer limit;

    @Option(names = "--cursor", paramLabel = "TEXT", description = "Continue where an earlier page ended.")
    private String cursor;

    @Option(names = "--all", description = "Every page; with --json one page per line.")
    private boolean all;

    ListCommand(ObjectKind kind) {
        this.kind = kind;
    }

    /** Further parameters of the query, by name; values may be null. */
    Map<String, String> filters() {
        return new TreeMap<>();
    }

    @Override
    public Integer call() {
        ApiClient api = api();
        String from = cursor;
        do {
            Answer answer = api.get(path(from));
            JsonNode page = answer.tree();
            from = page.path("next").asText(null);
            String next = from;
            print(answer, unused -> lines(page, next));
        } while (all && from != null);
        return ExitStatus.OK;
    }

    private List<String> lines(JsonNode page, String next) {
        if (page.path("items").isEmpty()) {
            return List.of("There is no " + kind.noun()
                    + (filters().values().stream().anyMatch(Objects::nonNull) ? " like that." : "."));
        }
        List<String> lines = new ArrayList<>(kind.table(page));
        if (next != null && !all) {
            lines.add("(more: --all, or --cursor " + next + ")");
        }
        return lines;
    }

    private String path(String from) {
        Map<String, String> query = filters();
        query.put("limit", limit == null ? null : limit.toString());
        query.put("cursor", from);
        StringBuilder path = new StringBuilder("/v1/" + kind.plural());
        query.forEach((name, value) -> {
            if (value != null) {
                path.append(path.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(segment(value));
            }
        });
        return path.toString();
    }
}
