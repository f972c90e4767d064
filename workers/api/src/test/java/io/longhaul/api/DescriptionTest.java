package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.api.http.Access;
import io.longhaul.api.http.Route;
import io.longhaul.api.job.JobLogReading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} says what the code does, neither less nor more. */
class DescriptionTest {
    private static final List<Route> ROUTES = Api.routes(null, null, new JobLogReading(null, null, null), null, null);

    @Test
    void eachRouteIsDescribedAndEachDescribedOneExists() {
        Set<String> routes = new TreeSet<>();
        ROUTES.forEach(route -> routes.add(route.method() + " " + route.template()));

        assertThat(Description.operations().keySet()).isEqualTo(routes);
    }

    @Test
    void theQueryParametersAreThoseOfTheCode() {
        Map<String, Set<String>> described = new TreeMap<>();
        Map<String, Set<String>> coded = new TreeMap<>();
        Description.operations().forEach((name, operation) -> {
            Set<String> names = new TreeSet<>();
            operation.path("parameters").forEach(parameter -> {
                JsonNode resolved = Description.resolved(parameter);
                if (resolved.path("in").asText().equals("query")) {
                    names.add(resolved.path("name").asText());
                }
            });
            described.put(name, names);
        });
        ROUTES.forEach(route -> coded.put(route.method() + " " + route.template(), new TreeSet<>(route.parameters())));

        assertThat(described).isEqualTo(coded);
    }

    @Test
    void whatNeedsATokenSaysSo() {
        for (Route route : ROUTES) {
            JsonNode operation = Description.operations().get(route.method() + " " + route.template());
            boolean open =
                    operation.has("security") && operation.get("security").isEmpty();
            assertThat(open).as(route.template()).isEqualTo(route.access() == Access.ANYONE);
            assertThat(operation.path("responses").has("401"))
                    .as(route.template())
                    .isEqualTo(route.access() != Access.ANYONE);
        }
    }

    @Test
    void theExamplesAreValid() {
        int[] seen = new int[1];
        Description.operations().forEach((name, operation) -> {
            check(name, operation.path("requestBody").path("content"), seen);
            operation
                    .path("responses")
                    .forEach(response ->
                            check(name, Description.resolved(response).path("content"), seen));
        });
        assertThat(seen[0]).isGreaterThan(20);
    }

    private static void check(String name, JsonNode content, int[] seen) {
        content.properties().forEach(media -> {
            if (media.getKey().contains("json")) {
                for (JsonNode example : Description.examples(media.getValue())) {
                    seen[0]++;
                    assertThat(Description.errors(media.getValue().get("schema"), example))
                            .as(name + " " + example)
                            .isEmpty();
                }
            }
        });
    }
}
