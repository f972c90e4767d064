package io.longhaul.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLogReaderTest {
    private static final String ACCESS =
            ",\"logger\":\"io.longhaul.api.access\",\"path\":\"/v1/jobs/job_1\",\"method\":";

    @TempDir
    private Path folder;

    @Test
    void findsTheLinesThatNameTheJobInTheOrderOfTheirTime() throws IOException {
        write(
                "node/log",
                line(5, "ends: größer", ",\"job_id\":\"job_1\",\"step\":\"node.Flatten\""),
                line(6, "another", ",\"job_id\":\"job_2\""),
                "a line of another program about job_1",
                "{\"ts\":\"2026-01-01\",\"msg\":\"job_1\"}");
        write("control.log", line(2, "started the workflow of job_1", ""), line(7, "no more of job_1", ""));
        write("api/log", line(3, "look", ACCESS + "\"GET\""), line(4, "decision", ACCESS + "\"POST\""));
        write("data/state", line(1, "job_1 in a file that is no log", ""));

        JobLogs logs = new JobLogReader("h1", folder).of("job_1");

        assertThat(logs.lines())
                .extracting(JobLogLine::message)
                .containsExactly("started the workflow of job_1", "decision", "ends: größer", "no more of job_1");
        JobLogLine ends = logs.lines().get(2);
        assertThat(ends.time()).isEqualTo(Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(ends.log()).isEqualTo(folder.resolve("node/log").toString());
        assertThat(ends.fields()).containsEntry("step", "node.Flatten");
        assertThat(logs.cut()).isFalse();
        assertThat(logs.unseen()).isEmpty();
        assertThat(JobLogs.merged(List.of(logs, logs))).isEqualTo(logs);
    }

    @Test
    void keepsTheNewestLinesAndSaysThatItCut() throws IOException {
        String all = IntStream.rangeClosed(1, JobLogs.MOST_LINES + 5)
                .mapToObj(second -> line(second, "line " + second + " of job_1", ""))
                .collect(Collectors.joining("\n"));
        write("node/log", all);
        JobLogs logs = new JobLogReader("h1", folder).of("job_1");
        assertThat(logs.cut()).isTrue();
        assertThat(logs.lines()).hasSize(JobLogs.MOST_LINES);
        assertThat(logs.lines().get(0).message()).isEqualTo("line 6 of job_1");
    }

    @Test
    void keepsWhatItCarriesSmall() throws IOException {
        String[] large = IntStream.range(0, 100)
                .mapToObj(second -> line(second, "job_1 " + "x".repeat(40_000), ""))
                .toArray(String[]::new);
        write("node/log", large);
        JobLogs logs = new JobLogReader("h1", folder).of("job_1");
        assertThat(logs.cut()).isTrue();
        assertThat(logs.lines())
                .hasSizeGreaterThan(50)
                .allSatisfy(line -> assertThat(line.message()).hasSizeLessThan(8_010));
        assertThat(logs.lines().stream()
                        .mapToInt(line -> line.message().length())
                        .sum())
                .isLessThanOrEqualTo(JobLogs.MOST_CHARACTERS);
    }

    @Test
    void saysWhatCannotBeRead() {
        assertThat(new JobLogReader("h1", null).of("job_1").unseen())
                .singleElement()
                .asString()
                .endsWith("has no audit.logs.directory");
        assertThat(new JobLogReader("h1", folder.resolve("absent")).of("job_1").unseen())
                .singleElement()
                .asString()
                .contains("cannot be listed");
    }

    private static String line(int second, String message, String more) {
        return "{\"time\":\"" + Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second)
                + "\",\"level\":\"INFO\",\"message\":\"" + message + "\"" + more + "}";
    }

    private void write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
