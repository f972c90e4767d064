package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A parameter that a person changed with a retry.
 *
 * @param name the parameter
 * @param from the value before
 * @param to the value from now on
 */
public record ParameterChange(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String from,
        @JsonProperty(required = true) String to) {

    /**
     * What a decision changes, by name.
     *
     * @param allowed what the parking lets a retry change
     * @throws LonghaulException {@code FIELD_UNKNOWN} for another parameter or decision, {@code FIELD_INVALID} for a value
     *     that is not allowed; the pointer names the field
     */
    public static List<ParameterChange> of(DecisionKind kind, Decision decision, List<RetryParameter> allowed) {
        if (kind != DecisionKind.RETRY && !decision.parameters().isEmpty()) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_UNKNOWN, "/parameters", "Only a retry changes parameters.");
        }
        Map<String, RetryParameter> known = new TreeMap<>();
        allowed.forEach(parameter -> known.put(parameter.name(), parameter));
        List<ParameterChange> changes = new ArrayList<>();
        decision.parameters().forEach((name, value) -> changes.add(change(known, name, value)));
        changes.sort(Comparator.comparing(ParameterChange::name));
        return List.copyOf(changes);
    }

    /**
     * What a decision that a run has accepted changes, by name; it is not judged again. A parking that an earlier build
     * recorded lists no parameters, though the run that goes on under this build takes them: what was before is not known then.
     */
    public static List<ParameterChange> accepted(Decision decision, List<RetryParameter> recorded) {
        Map<String, String> before =
                recorded.stream().collect(Collectors.toMap(RetryParameter::name, RetryParameter::value));
        return decision.parameters().entrySet().stream()
                .map(wanted -> new ParameterChange(
                        wanted.getKey(), before.getOrDefault(wanted.getKey(), "unknown"), wanted.getValue()))
                .sorted(Comparator.comparing(ParameterChange::name))
                .toList();
    }

    private static ParameterChange change(Map<String, RetryParameter> known, String name, String value) {
        String pointer = "/parameters/" + name.replace("~", "~0").replace("/", "~1");
        RetryParameter parameter = known.get(name);
        if (parameter == null) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_UNKNOWN,
                    pointer,
                    known.isEmpty()
                            ? "This parking lets a retry change no parameter."
                            : "This parking lets a retry change " + String.join(", ", known.keySet()) + ", not " + name
                                    + ".");
        }
        if (value == null || !parameter.allows(value)) {
            throw LonghaulException.atField(
                    FailureCode.FIELD_INVALID, pointer, name + " must be " + parameter.allowed() + ".");
        }
        return new ParameterChange(name, parameter.value(), value);
    }

    /** Changes as words: {@code bandwidthMibps 50 instead of none}. */
    public static String words(List<ParameterChange> changes) {
        return changes.stream()
                .map(change -> change.name() + " " + change.to() + " instead of " + change.from())
                .collect(Collectors.joining(", "));
    }
}
