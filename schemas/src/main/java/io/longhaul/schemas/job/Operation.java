package io.longhaul.schemas.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a job does. The wire name is also the type of its Temporal workflow. */
public enum Operation {
    CLONE_VM("clone-vm"),
    FLATTEN_VOLUME("flatten-volume"),
    START_VM("start-vm"),
    STOP_VM("stop-vm"),
    DELETE_VM("delete-vm"),
    REGISTER_TEMPLATE("register-template"),
    DELETE_TEMPLATE("delete-template");

    private final String wireName;

    Operation(String wireName) {
        this.wireName = wireName;
    }

    /** The name in requests, events and workflow types. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /**
     * The operation of a wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    @JsonCreator
    public static Operation of(String wireName) {
        return Arrays.stream(values())
                .filter(operation -> operation.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation '" + wireName + "'"));
    }
}
