package io.longhaul.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.longhaul.workflows.port.NodeAdmission;
import io.longhaul.workflows.port.NodeAudit;
import io.longhaul.workflows.port.NodeControl;
import io.longhaul.workflows.port.NodeWait;
import io.longhaul.workflows.port.NodeWork;
import io.longhaul.workflows.port.Outcome;
import io.longhaul.workflows.port.PayloadFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Node workers are upgraded before control workers: each call that an earlier build has made of a node is taken by this one. */
class ActivityContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Method> CALLS = Stream.of(
                    NodeControl.class, NodeWork.class, NodeWait.class, NodeAudit.class, NodeAdmission.class)
            .flatMap(contract -> POJOActivityInterfaceMetadata.newInstance(contract).getMethodsMetadata().stream())
            .collect(Collectors.toMap(
                    POJOActivityMethodMetadata::getActivityTypeName, POJOActivityMethodMetadata::getMethod));

    /** Of the builds that there are to upgrade from: that of the first set was never deployed. */
    static List<Path> histories() throws IOException {
        return ReplayTest.histories().stream()
                .filter(file -> !file.getParent().endsWith("v1"))
                .toList();
    }

    @Test
    void understandsTheAnswerOfALaterBuild() {
        Payload answer = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8("{\"summary\": \"done\", \"changed\": true, \"later\": [1]}"))
                .build();

        assertThat(PayloadFormat.CONVERTER.fromPayload(answer, Outcome.class, Outcome.class))
                .isEqualTo(new Outcome("done", true));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void takesWhatAnEarlierBuildAsksOfANode(Path file) throws Exception {
        for (HistoryEvent event :
                WorkflowExecutionHistory.fromJson(Files.readString(file)).getEvents()) {
            if (event.hasActivityTaskScheduledEventAttributes()) {
                taken(event.getActivityTaskScheduledEventAttributes());
            }
        }
    }

    private static void taken(ActivityTaskScheduledEventAttributes call) throws IOException {
        String name = call.getActivityType().getName();
        if (!name.startsWith("node.")) {
            return;
        }
        assertThat(CALLS).containsKey(name);
        Method method = CALLS.get(name);
        Payloads input = call.getInput();
        assertThat(input.getPayloadsCount()).as(name).isEqualTo(method.getParameterCount());
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            Object value = PayloadFormat.CONVERTER.fromPayloads(
                    i, Optional.of(input), method.getParameterTypes()[i], types[i]);
            JsonNode asked = JSON.readTree(input.getPayloads(i).getData().toByteArray());
            assertThat(missing(asked, understood(value)))
                    .as("what of %s is not understood", name)
                    .isEmpty();
        }
    }

    private static JsonNode understood(Object value) {
        Payload payload = PayloadFormat.CONVERTER.toPayload(value).orElseThrow();
        try {
            return JSON.readTree(payload.getData().toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields, at any depth, that have a value in the first and another or none in the second. */
    private static List<String> missing(JsonNode asked, JsonNode understood) {
        if (asked instanceof ObjectNode) {
            return asked.properties().stream()
                    .flatMap(field -> missing(field.getValue(), understood.path(field.getKey())).stream()
                            .map(below -> "/" + field.getKey() + below))
                    .toList();
        }
        return asked.isNull() || asked.equals(understood) ? List.of() : List.of(": " + asked + ", not " + understood);
    }
}
