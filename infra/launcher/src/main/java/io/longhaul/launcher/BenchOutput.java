package io.longhaul.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.longhaul.bench.Figure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Where a benchmark's figures go. */
final class BenchOutput {
    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write name, unit, pairs, median, q1, q3 of each figure.")
    private Path json;

    void write(List<Figure> figures, PrintWriter out) throws IOException {
        for (Figure figure : figures) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-26s %10.3f %-6s  quartiles %.3f to %.3f, %d pairs",
                    figure.name(),
                    figure.median(),
                    figure.unit(),
                    figure.q1(),
                    figure.q3(),
                    figure.pairs()));
        }
        out.flush();
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), figures);
        }
    }
}
