package io.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.cli.output.Quantity;
import io.longhaul.cli.output.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    private static final String PAGE =
            "{\"items\":[{\"id\":\"vm_1\",\"name\":\"web1\",\"state\":\"RUNNING\",\"vcpus\":2,"
                    + "\"memoryMib\":1024,\"createdAt\":\"2026-01-02T03:04:05.678Z\"}],\"next\":\"abc\"}";

    @TempDir
    private Path folder;

    @Test
    void listsAreAlignedAndNameTheNextPage() {
        try (RecordedApi api = new RecordedApi().answers(200, PAGE)) {
            CommandRun run = CommandRun.of(api, folder, "vm", "list", "--limit", "1");
            assertThat(run.out().lines())
                    .containsExactly(
                            "NAME  ID    STATE    NODE  VCPUS  MEMORY  JOB  CREATED",
                            "web1  vm_1  RUNNING        2      1 GiB        2026-01-02 03:04:05Z",
                            "(more: --all, or --cursor abc)");
            assertThat(api.asked.get(0).path()).isEqualTo("/v1/vms?limit=1");
        }
    }

    @Test
    void anEmptyListIsASentenceForPeopleAndAnArrayForScripts() {
        try (RecordedApi api = new RecordedApi()
                .answers(200, "{\"items\":[]}")
                .answers(200, "{\"items\":[]}")
                .answers(200, "{\"items\":[]}")) {
            assertThat(CommandRun.of(api, folder, "vm", "list").out().lines()).containsExactly("There is no VM.");
            assertThat(CommandRun.of(api, folder, "job", "list", "--vm", "web1")
                            .out()
                            .lines())
                    .containsExactly("There is no job like that.");
            assertThat(CommandRun.of(api, folder, "vm", "list", "--json").out().strip())
                    .isEqualTo("{\"items\":[]}");
        }
    }

    @Test
    void aJobsLogLinesAreReadableAndWhatIsMissingIsSaid() {
        String answer = "{\"lines\":[{\"time\":\"2026-01-02T03:04:05.678Z\",\"host\":\"h1\",\"log\":\"/run/node/log\","
                + "\"position\":7,\"level\":\"WARN\",\"message\":\"no\\u001b[2J space\",\"fields\":{\"logger\":\"x.Y\","
                + "\"step\":\"node.Flatten\",\"stack\":\"java.io.IOException\\n\\tat a.B\"}}],\"cut\":true,"
                + "\"unseen\":[\"the node n2 could not be asked\"]}";
        try (RecordedApi api = new RecordedApi().answers(200, answer).answers(200, answer)) {
            assertThat(CommandRun.of(api, folder, "job", "logs", "job_1").out().lines())
                    .containsExactly(
                            "(older lines are left out)",
                            "2026-01-02T03:04:05.678Z  WARN   h1:/run/node/log  no?[2J space  step=node.Flatten",
                            "    java.io.IOException",
                            "    at a.B",
                            "not seen: the node n2 could not be asked");
            assertThat(CommandRun.of(api, folder, "job", "logs", "job_1", "--json")
                            .out()
                            .strip())
                    .isEqualTo(answer);
            assertThat(api.asked.get(0).path()).isEqualTo("/v1/jobs/job_1/logs");
        }
    }

    @Test
    void aWrongOptionIsNamedWithAHintOfOneLine() {
        CommandRun run = CommandRun.of("vm", "list", "--nonsense");
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines())
                .containsExactly(
                        "longhaul: Unknown option: '--nonsense'",
                        "  what to do: './longhaul vm list --help' shows what it takes");
    }

    @Test
    void referencesCannotReachAnotherAddress() {
        try (RecordedApi api = new RecordedApi().answers(404, "{\"code\":\"NOT_FOUND\"}")) {
            assertThat(CommandRun.of(api, folder, "vm", "show", "../jobs?x=1").status())
                    .isEqualTo(ExitStatus.REFUSED);
            assertThat(api.asked.get(0).path()).isEqualTo("/v1/vms/..%2Fjobs%3Fx%3D1");
        }
    }

    @Test
    void controlCharactersOfOthersNeverReachTheTerminal() {
        assertThat(new Table(List.of("A")).add(List.of("x\u001b[2Jy\n")).lines())
                .containsExactly("A", "x?[2Jy?");
    }

    @Test
    void quantitiesReadNaturally() {
        assertThat(Quantity.bytes(0)).isEqualTo("0 B");
        assertThat(Quantity.bytes(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(Quantity.duration(Duration.ofMillis(340))).isEqualTo("0.3 s");
        assertThat(Quantity.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    }

    @Test
    void everyCommandHasHelpAndTheCompletionNamesThem() {
        for (String command : List.of(
                "job submit clone-vm",
                "job watch",
                "vm clone",
                "template register",
                "node maintenance",
                "node confirm-off")) {
            CommandRun run = CommandRun.of((command + " --help").split(" "));
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .contains(
                            "Usage: longhaul " + command,
                            "--token-file",
                            "Exit status:",
                            "4   the API does not answer");
        }
        assertThat(CommandRun.of("completion").out())
                .contains(
                        "maintenance",
                        "flatten-volume",
                        "volume template node audit completion build test",
                        " longhaul ./longhaul\n");
    }
}
