package io.longhaul.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final String BASE = """
            {"type":"object","properties":{
              "id":{"type":"string"},
              "state":{"type":"string","examples":["A","B"]},
              "size":{"type":"integer","minimum":1,"maximum":9},
              "at":{"type":"string","format":"date-time"},
              "list":{"type":"array","items":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}}},
             "required":["id","at"]}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "removes a field      | \"id\":{\"type\":\"string\"},   | ''                       | /id: removed",
                "changes a type       | \"size\":{\"type\":\"integer\"  | \"size\":{\"type\":\"string\" | /size: type lost integer",
                "may now be null      | \"id\":{\"type\":\"string\"}    | \"id\":{\"type\":[\"string\",\"null\"]} | /id: type gained null",
                "drops an enum value  | [\"A\",\"B\"]                   | [\"A\"]                  | /state: examples lost B",
                "drops a promise      | [\"id\",\"at\"]                 | [\"id\"]                 | /at: is no longer always there",
                "requires a field     | [\"id\",\"at\"]                 | [\"id\",\"at\",\"size\"] | /size: became required",
                "changes a format     | \"format\":\"date-time\"        | \"format\":\"date\"      | /at: format changed",
                "breaks inside a list | \"required\":[\"x\"]            | \"required\":[]          | /list/items/x: is no longer always there",
                "closes the object    | \"required\":[\"id\"            | \"additionalProperties\":false,\"required\":[\"id\" | /additionalProperties: schema changed",
            })
    void catchesAnEventThat(String what, String part, String replacement, String found) throws IOException {
        assertThat(BASE).as(what).contains(part);
        assertThat(Compatibility.ofEvent(tree(BASE), tree(BASE.replace(part, replacement))))
                .contains(found);
    }

    @Test
    void letsAnEventGainOptionalFieldsAndEnumerationValues() throws IOException {
        String grown = BASE.replace("\"properties\":{\n", "\"properties\":{\"more\":{\"type\":\"string\"},")
                .replace("[\"A\",\"B\"]", "[\"A\",\"B\",\"C\"]");
        assertThat(grown).contains("more");
        assertThat(Compatibility.ofEvent(tree(BASE), tree(grown))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maximum\":9 | \"maximum\":8                  | /size: maximum changed",
                "\"minimum\":1 | \"minimum\":2                  | /size: minimum changed",
                "\"minimum\":1 | \"multipleOf\":2,\"minimum\":1 | /size: multipleOf changed",
            })
    void catchesARequestThatBecomesNarrower(String part, String replacement, String found) throws IOException {
        assertThat(Compatibility.ofRequest(tree(BASE), tree(BASE.replace(part, replacement))))
                .containsExactly(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"maximum\":9   | \"maximum\":10",
                ",\"maximum\":9  | ''",
                "\"minimum\":1   | \"minimum\":0",
                "[\"id\",\"at\"] | [\"id\"]",
            })
    void letsARequestBecomeWider(String part, String replacement) throws IOException {
        assertThat(Compatibility.ofRequest(tree(BASE), tree(BASE.replace(part, replacement))))
                .isEmpty();
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
