package io.longhaul.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.longhaul.cli.output.Quantity;
import io.longhaul.cli.output.Table;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of object that is listed and shown.
 *
 * @param singular its name in commands
 * @param plural its name in the API's paths
 * @param columns what its list shows
 */
record ObjectKind(String singular, String plural, List<Column> columns) {
    static final ObjectKind VM = new ObjectKind(
            "vm",
            "vms",
            List.of(
                    text("NAME", "name"),
                    text("ID", "id"),
                    text("STATE", "state"),
                    text("NODE", "node"),
                    text("VCPUS", "vcpus"),
                    mebibytes("MEMORY", "memoryMib"),
                    text("JOB", "job"),
                    time("CREATED", "createdAt")));
    static final ObjectKind VOLUME = new ObjectKind(
            "volume",
            "volumes",
            List.of(
                    text("ID", "id"),
                    text("STATE", "state"),
                    text("VM", "vm"),
                    bytes("CAPACITY", "capacityBytes"),
                    text("INDEPENDENT", "independent"),
                    text("STORAGE", "storage"),
                    text("TEMPLATE", "template")));
    static final ObjectKind TEMPLATE = new ObjectKind(
            "template",
            "templates",
            List.of(
                    text("NAME", "name"),
                    text("ID", "id"),
                    text("STATE", "state"),
                    bytes("SIZE", "virtualBytes"),
                    text("FORMAT", "sourceFormat"),
                    new Column(
                            "DEPENDENTS",
                            object -> String.valueOf(object.path("dependents").size())),
                    time("CREATED", "createdAt")));
    static final ObjectKind NODE = new ObjectKind(
            "node",
            "nodes",
            List.of(
                    text("NAME", "name"),
                    text("CLUSTER", "cluster"),
                    text("STATE", "state"),
                    text("LIVE", "live"),
                    new Column("VCPUS GIVEN/REAL", object -> used(object, "usedVcpus", "vcpus")),
                    new Column("MEMORY MIB GIVEN/REAL", object -> used(object, "usedMemoryMib", "memoryMib")),
                    time("LAST SEEN", "lastSeenAt")));
    static final ObjectKind JOB = new ObjectKind(
            "job",
            "jobs",
            List.of(
                    text("ID", "id"),
                    text("OPERATION", "operation"),
                    text("STATE", "state"),
                    time("CREATED", "createdAt"),
                    text("PARENT", "parentJobId"),
                    text("SUMMARY", "summary")));

    ObjectKind {
        columns = List.copyOf(columns);
    }

    /** What people call one. */
    String noun() {
        return equals(VM) ? "VM" : singular;
    }

    /** A page of the list as a table. */
    List<String> table(JsonNode page) {
        Table table = new Table(columns.stream().map(Column::header).toList());
        page.path("items")
                .forEach(item -> table.add(columns.stream()
                        .map(column -> column.cell().apply(item))
                        .toList()));
        return table.lines();
    }

    /** A column: its header, and the cell of an object. */
    record Column(String header, Function<JsonNode, String> cell) {}

    private static Column text(String header, String field) {
        return new Column(header, object -> object.path(field).asText(""));
    }

    private static Column bytes(String header, String field) {
        return new Column(header, object -> Quantity.bytes(object.path(field).asLong()));
    }

    private static Column mebibytes(String header, String field) {
        return new Column(header, object -> Quantity.bytes(object.path(field).asLong() << 20));
    }

    private static Column time(String header, String field) {
        return new Column(header, object -> {
            String text = object.path(field).asText("");
            return text.isEmpty() ? "" : Quantity.time(Instant.parse(text));
        });
    }

    private static String used(JsonNode object, String used, String all) {
        return object.path(used).asText("0") + "/" + object.path(all).asText("?");
    }
}
