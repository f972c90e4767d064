package io.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
    private static final String ACCEPTED =
            "{\"jobId\":\"job_1\",\"operation\":\"clone-vm\",\"state\":\"ACCEPTED\",\"creates\":{\"vm\":\"vm_1\"}}";

    @TempDir
    private Path folder;

    @Test
    void typedOptionsBecomeTheRequestOfTheSchemas() throws IOException {
        try (RecordedApi api = new RecordedApi().answers(202, ACCEPTED)) {
            Path key = Files.writeString(folder.resolve("key.pub"), "ssh-ed25519 AAAA me@here\n");
            CommandRun run = CommandRun.of(
                    api,
                    folder,
                    "vm",
                    "clone",
                    "debian",
                    "web1",
                    "--memory",
                    "1024",
                    "--network",
                    "default",
                    "--ssh-key",
                    key.toString(),
                    "--ready",
                    "serial=READY=1",
                    "--flatten",
                    "never",
                    "--tenant",
                    "demo");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("job_1", "creates vm  vm_1", "./longhaul job watch job_1");
            JsonNode body = Json.MAPPER.readTree(api.asked.get(0).body());
            assertThat(body.path("operation").asText()).isEqualTo("clone-vm");
            assertThat(body.path("memoryMib").asInt()).isEqualTo(1024);
            assertThat(body.path("nics").path(0).path("network").asText()).isEqualTo("default");
            assertThat(body.path("guest").path("sshKeys").path(0).asText()).isEqualTo("ssh-ed25519 AAAA me@here");
            assertThat(body.path("readiness").path("kind").asText()).isEqualTo("serial");
            assertThat(body.path("readiness").path("pattern").asText()).isEqualTo("READY=1");
            assertThat(body.path("flatten").asText()).isEqualTo("never");
            assertThat(body.has("capacityMib")).isFalse();
            assertThat(api.asked.get(0).tenant()).isEqualTo("demo");
        }
    }

    @Test
    void asksAgainWithTheSameKeyWhileTheApiIsAway() {
        try (RecordedApi api =
                new RecordedApi().answers(503, "{\"code\":\"UNAVAILABLE\"}").answers(202, ACCEPTED)) {
            CommandRun run = CommandRun.of(api, folder, "job", "submit", "start-vm", "web1");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(api.asked).hasSize(2);
            assertThat(api.asked.get(0).idempotencyKey())
                    .isNotBlank()
                    .isEqualTo(api.asked.get(1).idempotencyKey());
        }
    }

    @Test
    void sendsTheJsonOfAFileUnchanged() throws IOException {
        try (RecordedApi api = new RecordedApi().answers(202, ACCEPTED)) {
            Path file = Files.writeString(folder.resolve("request.json"), "{\"operation\":\"stop-vm\" , \"vm\":\"a\"}");
            CommandRun run = CommandRun.of(
                    api, folder, "job", "submit", "--file", file.toString(), "--json", "--idempotency-key", "k1");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).isEqualToIgnoringNewLines(ACCEPTED);
            assertThat(api.asked.get(0).body()).isEqualTo(Files.readString(file));
            assertThat(api.asked.get(0).idempotencyKey()).isEqualTo("k1");
        }
    }

    @Test
    void aTemplateInUseIsAnsweredWithThePlanAndHowToRunIt() {
        String plan = "{\"id\":\"plan_1\",\"template\":\"tpl_1\",\"name\":\"base\",\"actions\":["
                + "{\"kind\":\"FLATTEN\",\"volume\":\"vol_1\",\"vm\":\"vm_1\",\"vmName\":\"web1\",\"bytes\":1048576},"
                + "{\"kind\":\"REMOVE\",\"volume\":\"vol_0\",\"bytes\":1048576}],"
                + "\"copiedBytes\":1048576,\"freedBytes\":1048576,\"estimateSeconds\":7}";
        try (RecordedApi api = new RecordedApi()
                .answers(409, "{\"code\":\"TEMPLATE_IN_USE\",\"detail\":\"1 volumes depend on it.\"}")
                .answers(200, plan)) {
            CommandRun run = CommandRun.of(api, folder, "template", "delete", "base");
            assertThat(run.status()).isEqualTo(3);
            assertThat(run.out())
                    .contains("flatten  vol_1", "VM web1", "remove", "template base", "about 7")
                    .contains("./longhaul template delete base --confirm plan_1");
            assertThat(api.asked.get(1).path()).isEqualTo("/v1/templates/base/deletion");
        }
    }

    @Test
    void aRefusalNamesCodeFieldAndWhatToDo() {
        try (RecordedApi api = new RecordedApi()
                .answers(
                        422,
                        "{\"type\":\"https://longhaul.io/problems/field-invalid\",\"title\":\"t\",\"status\":422,"
                                + "\"detail\":\"must be at least 64\",\"code\":\"FIELD_INVALID\",\"pointer\":\"/memoryMib\","
                                + "\"action\":\"Choose more.\",\"facts\":{\"least\":\"64\"}}")) {
            CommandRun run = CommandRun.of(api, folder, "vm", "clone", "debian", "web1", "--memory", "1");
            assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
            assertThat(run.err())
                    .contains(
                            "FIELD_INVALID: must be at least 64",
                            "field: /memoryMib",
                            "what to do: Choose more.",
                            "least: 64")
                    .doesNotContain("secret-token");
        }
    }

    @Test
    void anApiThatIsNotThereIsUnreachable() {
        CommandRun run = CommandRun.of(
                "vm",
                "list",
                "--api",
                "http://127.0.0.1:1",
                "--token-file",
                CommandRun.token(folder).toString());
        assertThat(run.status()).isEqualTo(ExitStatus.UNREACHABLE);
        assertThat(run.err()).contains("does not answer", "longhaul status");
    }

    @Test
    void wrongOptionsAreUsageErrorsAndNothingIsAsked() {
        try (RecordedApi api = new RecordedApi()) {
            assertThat(CommandRun.of(api, folder, "vm", "clone", "debian", "web1", "--ready", "soon")
                            .status())
                    .isEqualTo(ExitStatus.USAGE);
            assertThat(CommandRun.of(api, folder, "job", "retry", "job_1").status())
                    .isEqualTo(ExitStatus.USAGE);
            assertThat(CommandRun.of(api, folder, "job", "submit").status()).isEqualTo(ExitStatus.USAGE);
            assertThat(CommandRun.of("job").status()).isEqualTo(ExitStatus.USAGE);
            assertThat(api.asked).isEmpty();
        }
    }
}
