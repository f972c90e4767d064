package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Recordings;
import io.longhaul.workflows.support.Scenario;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories that were recorded from earlier builds go on under this one. They are never rewritten: {@code
 * -Dhistories.record=NAME} adds a set of the present build beside them.
 */
class ReplayTest {
    private static final Path FOLDER = Path.of("src/test/resources/histories");

    static List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void goesOnFromARecordedHistory(Path history) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(
                history.toFile(), Workflows.implementations().get(0), others());
    }

    @Test
    void everyOutcomeOfEveryOperationHasAHistory() throws IOException {
        String record = System.getProperty("histories.record");
        if (record != null) {
            record(FOLDER.resolve(record));
        }
        assertThat(histories())
                .extracting(file -> file.getFileName().toString())
                .contains(Recordings.all().keySet().stream()
                        .map(name -> name + ".json")
                        .toArray(String[]::new));
    }

    private static Class<?>[] others() {
        return Workflows.implementations().stream().skip(1).toArray(Class<?>[]::new);
    }

    private static void record(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Plant plant = new Plant()) {
            for (Map.Entry<String, Function<Plant, Scenario>> recording :
                    Recordings.all().entrySet()) {
                write(plant, recording.getValue().apply(plant), folder.resolve(recording.getKey() + ".json"));
            }
        }
    }

    private static void write(Plant plant, Scenario job, Path file) throws IOException {
        Files.writeString(file, plant.client().fetchHistory(job.input.jobId()).toJson(true) + "\n");
    }
}
