package io.longhaul.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longhaul.cli.http.Json;
import io.longhaul.cli.output.Table;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says for each job what became of it: a line of text, or with {@code --json} a JSON object on a line. */
final class RetryReport {
    private final PrintWriter out;
    private final boolean json;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    RetryReport(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** What became of a job. */
    enum Outcome {
        /** Nothing was asked: a dry run. */
        WOULD_RETRY("would be retried"),
        /** The retry was accepted. */
        RETRIED("retried"),
        /** It is no longer at this parking: somebody decided meanwhile, it was cancelled, or it has ended. */
        NOT_NEEDED("no longer waits for this decision"),
        /** This parking allows no retry, or the API refused it. */
        REFUSED("refused"),
        /** The API, Temporal or the control workers did not answer; it may be retried all the same. */
        UNANSWERED("not answered"),
        /** Not asked any more, because those before it were not answered. */
        NOT_ASKED("not asked");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    void add(ParkedJobs.Parked job, Outcome outcome, String detail) {
        counts.merge(outcome, 1, Integer::sum);
        if (json) {
            ObjectNode line = Json.MAPPER
                    .createObjectNode()
                    .put("job", job.job())
                    .put("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .put("parking", job.parking())
                    .put("step", job.step())
                    .put("code", job.code())
                    .put("node", job.node())
                    .put("detail", detail);
            out.println(Json.write(line));
        } else {
            String text = "%s  %s  %s".formatted(job.job(), outcome.words, why(job, detail));
            out.println(Table.printable(text.stripTrailing()));
        }
        out.flush();
    }

    private static String why(ParkedJobs.Parked job, String detail) {
        String where = job.parking() == null
                ? ""
                : "parking %d, %s at %s on %s".formatted(job.parking(), job.code(), job.step(), job.node());
        return detail == null ? where : where + (where.isEmpty() ? "" : ": ") + detail;
    }

    /** The last line, for people. */
    void end() {
        if (!json) {
            out.println(
                    counts.isEmpty()
                            ? "There is no parked job like that."
                            : counts.entrySet().stream()
                                    .map(count -> count.getValue() + " " + count.getKey().words)
                                    .collect(Collectors.joining(", ")));
        }
        out.flush();
    }

    /** How many had one of these outcomes. */
    int count(Outcome... outcomes) {
        return List.of(outcomes).stream()
                .mapToInt(outcome -> counts.getOrDefault(outcome, 0))
                .sum();
    }
}
