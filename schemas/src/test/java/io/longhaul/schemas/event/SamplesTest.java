package io.longhaul.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.Validation;
import io.longhaul.schemas.compatibility.Released;
import io.longhaul.schemas.event.Samples.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final Map<String, Class<?>> RECORDS = Map.of(
            EventType.JOB_STATE, JobEvent.class,
            EventType.JOB_STEP, JobEvent.class,
            EventType.INVENTORY_CHANGE, InventoryEvent.class,
            EventType.INVENTORY_STATE, InventoryState.class,
            EventType.NODE_REPORT, NodeReport.class,
            EventType.NODE_DOMAIN, DomainObservation.class,
            EventType.ALERT, AlertEvent.class);

    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsValidUnderThePresentSchema(Sample sample) throws IOException {
        assertThat(Validation.errors(present(sample.type()), JSON.readTree(sample.json())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsValidUnderEveryReleasedSchema(Sample sample) throws IOException {
        String file = SchemaFiles.ofEvent(sample.type());
        for (var release : Released.releases()) {
            if (release.has(file)) {
                assertThat(Validation.errors(release.schema(file), JSON.readTree(sample.json())))
                        .as(release.name())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleSurvivesTheRecord(Sample sample) throws IOException {
        Object event = JSON.readValue(sample.json(), RECORDS.get(sample.type()));
        assertThat(JSON.readTree(JSON.writeValueAsString(event))).isEqualTo(JSON.readTree(sample.json()));
    }

    @Test
    void everyFieldOfEveryEventIsInASample() throws IOException {
        for (String type : RECORDS.keySet()) {
            Set<String> fields = new TreeSet<>();
            present(type).path("properties").fieldNames().forEachRemaining(fields::add);
            for (Sample sample : samples()) {
                if (SchemaFiles.ofEvent(sample.type()).equals(SchemaFiles.ofEvent(type))) {
                    JSON.readTree(sample.json()).fieldNames().forEachRemaining(fields::remove);
                }
            }
            assertThat(fields).as("fields of %s without a sample", type).isEmpty();
        }
    }

    @Test
    void everyEventTypeHasSamples() {
        assertThat(samples()).extracting(Sample::type).containsAll(RECORDS.keySet());
    }

    private static JsonNode present(String type) throws IOException {
        try (InputStream stream = SchemaFiles.open(SchemaFiles.ofEvent(type))) {
            return JSON.readTree(stream);
        }
    }
}
