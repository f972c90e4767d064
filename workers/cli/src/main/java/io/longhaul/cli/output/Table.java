package io.longhaul.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, two spaces apart, headers first; without colours, so that it reads the same everywhere. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<String> headers) {
        rows.add(List.copyOf(headers));
    }

    /** Adds a row; it has one cell per header. */
    public Table add(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(cells.stream().map(Table::printable).toList());
        return this;
    }

    /** The lines, without spaces at their ends. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    /** Text without control characters: what a guest or a caller chose must not move the terminal's cursor. */
    public static String printable(String cell) {
        return cell.replaceAll("\\p{Cntrl}", "?");
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
