package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.workflows.support.Plant;
import io.longhaul.workflows.support.Recordings;
import io.longhaul.workflows.support.Recordings.Recording;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories that were recorded from earlier builds go on under this one. They are never rewritten: {@code
 * -Dhistories.record=NAME} adds a set of the present build beside them, or to a set that lacks what {@code -Dhistories.only} lists.
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

    /** A workflow that is new has none until it is added to {@link Recordings} and recorded. */
    @Test
    void everyWorkflowHasAHistory() throws IOException {
        Set<String> recorded = new TreeSet<>();
        for (Path file : histories()) {
            recorded.add(type(WorkflowExecutionHistory.fromJson(Files.readString(file))));
        }
        assertThat(recorded)
                .containsAll(Workflows.implementations().stream()
                        .map(ReplayTest::type)
                        .toList());
    }

    @Test
    void everyOutcomeOfEveryWorkflowHasAHistory() throws IOException {
        String record = System.getProperty("histories.record");
        if (record != null) {
            record(FOLDER.resolve(record), wanted());
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

    private static String type(WorkflowExecutionHistory history) {
        return history.getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getWorkflowType()
                .getName();
    }

    private static String type(Class<?> implementation) {
        return POJOWorkflowImplMetadata.newInstance(implementation)
                .getWorkflowMethods()
                .get(0)
                .getName();
    }

    /** All recordings, or those that {@code -Dhistories.only} lists by their name or by their workflow's type. */
    private static Map<String, Recording> wanted() {
        Map<String, Recording> wanted = new TreeMap<>(Recordings.all());
        String only = System.getProperty("histories.only");
        if (only != null) {
            List<String> listed = List.of(only.split(",", -1));
            wanted.entrySet()
                    .removeIf(recording -> !listed.contains(recording.getKey())
                            && !listed.contains(recording.getValue().type()));
        }
        return wanted;
    }

    private static void record(Path folder, Map<String, Recording> recordings) throws IOException {
        Files.createDirectories(folder);
        try (Plant plant = new Plant()) {
            for (Map.Entry<String, Recording> recording : recordings.entrySet()) {
                WorkflowExecutionHistory history =
                        plant.client().fetchHistory(recording.getValue().run().apply(plant));
                assertThat(type(history)).isEqualTo(recording.getValue().type());
                Files.writeString(
                        folder.resolve(recording.getKey() + ".json"),
                        history.toJson(true) + "\n",
                        StandardOpenOption.CREATE_NEW);
            }
        }
    }
}
