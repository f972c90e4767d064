package io.longhaul.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestSchemaTest {
    private static final String CLONE = "{\"operation\":\"clone-vm\",\"name\":\"web-1\",\"template\":\"debian\"%s}";

    @Test
    void acceptsTheSmallestClone() throws IOException {
        assertThat(errors(Operation.CLONE_VM, CLONE.formatted(""))).isEmpty();
    }

    @Test
    void takesAnExplicitNullForAnAbsentField() throws IOException {
        assertThat(errors(
                        Operation.CLONE_VM,
                        CLONE.formatted(",\"vcpus\":null,\"nics\":null,\"readiness\":null,\"flatten\":null")))
                .isEmpty();
        assertThat(errors(Operation.START_VM, "{\"operation\":\"start-vm\",\"vm\":null}"))
                .containsExactly("/vm: type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"memoryMib\":-1                       | /memoryMib: minimum",
                "\"memoryMib\":\"512\"                  | /memoryMib: type",
                "\"memoryMib\":9223372036854775808      | /memoryMib: maximum",
                "\"vcpus\":1.5                          | /vcpus: type",
                "\"nics\":[{\"network\":\"-a\"}]        | /nics/0/network: pattern",
                "\"nics\":[{}]                          | /nics/0: required",
                "\"colour\":\"red\"                     | : additionalProperties",
                "\"guest\":{\"hostname\":\"A\"}         | /guest/hostname: pattern",
                "\"guest\":{\"sshKeys\":[\"rm -rf\"]}   | /guest/sshKeys/0: pattern",
                "\"flatten\":\"sometimes\"              | /flatten: enum",
                "\"readiness\":{\"kind\":\"soon\"}      | /readiness/kind: enum",
            })
    void pointsAtTheBadField(String field, String error) throws IOException {
        assertThat(errors(Operation.CLONE_VM, CLONE.formatted("," + field))).containsExactly(error);
    }

    @ParameterizedTest
    @CsvSource({"-web", "we/b", "'web\\n'", "'web\\nx'", "Web", "''"})
    void refusesAHostileName(String name) throws IOException {
        String request = "{\"operation\":\"clone-vm\",\"name\":\"" + name + "\",\"template\":\"debian\"}";
        assertThat(errors(Operation.CLONE_VM, request)).contains("/name: pattern");
    }

    @Test
    void refusesANameOf300Characters() throws IOException {
        String request = "{\"operation\":\"delete-vm\",\"vm\":\"" + "a".repeat(300) + "\"}";
        assertThat(errors(Operation.DELETE_VM, request)).contains("/vm: maxLength");
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationHasASchemaThatNamesIt(Operation operation) throws IOException {
        assertThat(errors(operation, "{\"operation\":\"other\"}")).contains("/operation: const");
        assertThat(errors(operation, "{}")).contains(": required");
    }

    private static List<String> errors(Operation operation, String request) throws IOException {
        try (InputStream schema = SchemaFiles.open(SchemaFiles.ofRequest(operation))) {
            return Validation.errors(new String(schema.readAllBytes(), StandardCharsets.UTF_8), request);
        }
    }
}
