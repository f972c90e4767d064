package io.longhaul.cli.output;

import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import java.util.ArrayList;
import java.util.List;

/** Log lines for people. */
public final class LogText {
    private static final String STACK = "stack";
    private static final List<String> SHOWN =
            List.of("step", "attempt", "vm", "volume", "node", "caller", "method", "path", "status");

    private LogText() {}

    /** The lines, and what is missing. */
    public static List<String> lines(JobLogs logs) {
        List<String> lines = new ArrayList<>();
        if (logs.cut()) {
            lines.add("(older lines are left out)");
        }
        logs.lines().forEach(line -> add(lines, line));
        if (logs.lines().isEmpty()) {
            lines.add("No line names the job.");
        }
        logs.unseen().forEach(why -> lines.add("not seen: " + why));
        return lines.stream().map(Table::printable).toList();
    }

    private static void add(List<String> lines, JobLogLine line) {
        StringBuilder text = new StringBuilder()
                .append("%s  %-5s  %s:%s  ".formatted(line.time(), line.level(), line.host(), line.log()))
                .append(line.message());
        SHOWN.forEach(name -> {
            String value = line.fields().get(name);
            if (value != null) {
                text.append("  ").append(name).append('=').append(value);
            }
        });
        lines.add(text.toString());
        line.fields().getOrDefault(STACK, "").lines().forEach(frame -> lines.add("    " + frame.strip()));
    }
}
