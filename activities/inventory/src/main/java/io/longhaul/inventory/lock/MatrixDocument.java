package io.longhaul.inventory.lock;

import io.longhaul.inventory.lock.LockTable.Part;
import io.longhaul.schemas.job.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of locks and of operations as Markdown, for {@code docs/jobs.md}. */
public final class MatrixDocument {
    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    private MatrixDocument() {}

    /** Both tables. */
    public static String markdown() {
        return locks() + "\n" + matrix();
    }

    private static String locks() {
        List<Part> parts = List.of(Part.values());
        return table(
                "operation",
                parts.stream().map(Part::words).toList(),
                operation -> parts.stream().map(part -> locks(operation, part)).toList());
    }

    private static String locks(Operation operation, Part part) {
        return LockTable.of(operation).stream()
                .filter(entry -> entry.part() == part)
                .map(entry -> entry.facet().word() + (entry.exclusive() ? "" : " (shared)"))
                .collect(Collectors.joining(", "));
    }

    private static String matrix() {
        return table(
                "asked for ↓, under way →",
                OPERATIONS.stream().map(Operation::wireName).toList(),
                asked -> OPERATIONS.stream()
                        .map(held -> OperationMatrix.of(asked, held).name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static String table(String corner, List<String> columns, Function<Operation, List<String>> cells) {
        String head = row(corner, columns)
                + row("---", columns.stream().map(column -> "---").toList());
        return head
                + Arrays.stream(Operation.values())
                        .map(operation -> row(operation.wireName(), cells.apply(operation)))
                        .collect(Collectors.joining());
    }

    private static String row(String first, List<String> others) {
        return "| " + first + " | " + String.join(" | ", others) + " |\n";
    }
}
