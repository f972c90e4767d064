package io.longhaul.schemas;

import io.longhaul.schemas.event.EventType;
import io.longhaul.schemas.job.Operation;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;

/** The JSON Schemas (draft 2020-12) that are generated from the records and travel with them as resources. */
public final class SchemaFiles {
    /** What every {@code $id} and every CloudEvent's {@code dataschema} begins with. */
    public static final String BASE = "https://longhaul.io/schemas/v1/";

    /** Where the files lie on the class path, with a slash at the end. */
    public static final String FOLDER = "io/longhaul/schemas/v1/";

    private static final String SUFFIX = ".schema.json";
    private static final Map<String, String> OF_EVENT_TYPE = Map.of(
            EventType.JOB_STATE, "job.event",
            EventType.JOB_STEP, "job.event",
            EventType.INVENTORY_CHANGE, "inventory.event",
            EventType.INVENTORY_STATE, "inventory.state",
            EventType.NODE_REPORT, "node-report.event",
            EventType.NODE_DOMAIN, "node-domain.event",
            EventType.ALERT, "alert.event");

    private SchemaFiles() {}

    /** File name of the schema of one operation's request, for instance {@code clone-vm.request.schema.json}. */
    public static String ofRequest(Operation operation) {
        return file(operation.wireName() + ".request");
    }

    /**
     * File name of the schema of an event's data.
     *
     * @throws IllegalArgumentException when the type is not one of {@link EventType}
     */
    public static String ofEvent(String eventType) {
        String name = OF_EVENT_TYPE.get(eventType);
        if (name == null) {
            throw new IllegalArgumentException("no schema for events of type '" + eventType + "'");
        }
        return file(name);
    }

    /** The {@code $id} of a file. */
    public static URI id(String file) {
        return URI.create(BASE + file);
    }

    /**
     * Opens a file; the caller closes it.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static InputStream open(String file) {
        InputStream stream = SchemaFiles.class.getClassLoader().getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new IllegalArgumentException("no schema file '" + file + "'");
        }
        return stream;
    }

    private static String file(String name) {
        return name + SUFFIX;
    }
}
