package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the logs say of a job.
 *
 * @param lines the newest lines that name it, at most {@value #MOST_LINES} and of {@value #MOST_CHARACTERS} characters, in
 *     the order of their time
 * @param cut whether older lines were left out
 * @param unseen what could not be read, and why
 */
public record JobLogs(
        @JsonProperty(required = true) List<JobLogLine> lines,
        @JsonProperty(required = true) boolean cut,
        @JsonProperty(required = true) List<String> unseen) {
    /** More is not collected. */
    public static final int MOST_LINES = 2000;
    /** More is not collected: Temporal carries at most 2 MB, and a character may take several bytes. */
    public static final int MOST_CHARACTERS = 500_000;

    private static final Comparator<JobLogLine> ORDER = Comparator.comparing(JobLogLine::time)
            .thenComparing(JobLogLine::host)
            .thenComparing(JobLogLine::log)
            .thenComparing(JobLogLine::position);

    public JobLogs {
        lines = List.copyOf(lines);
        unseen = List.copyOf(unseen);
    }

    /** Nothing was seen, for that reason. */
    public static JobLogs unseen(String why) {
        return new JobLogs(List.of(), false, List.of(why));
    }

    /** Those lines in their order, cut. */
    public static JobLogs of(Collection<JobLogLine> lines, List<String> unseen) {
        List<JobLogLine> sorted = lines.stream().sorted(ORDER).toList();
        Deque<JobLogLine> newest = new ArrayDeque<>();
        int size = 0;
        for (int i = sorted.size() - 1; i >= 0 && newest.size() < MOST_LINES; i--) {
            size += sorted.get(i).size();
            if (size > MOST_CHARACTERS) {
                break;
            }
            newest.addFirst(sorted.get(i));
        }
        return new JobLogs(List.copyOf(newest), newest.size() < sorted.size(), unseen);
    }

    /** All of them as one; a log that two processes of one host have read counts once. */
    public static JobLogs merged(List<JobLogs> parts) {
        Set<JobLogLine> lines = new LinkedHashSet<>();
        List<String> unseen = new ArrayList<>();
        boolean cut = false;
        for (JobLogs part : parts) {
            lines.addAll(part.lines());
            part.unseen().stream().filter(why -> !unseen.contains(why)).forEach(unseen::add);
            cut |= part.cut();
        }
        JobLogs merged = of(lines, unseen);
        return new JobLogs(merged.lines(), merged.cut() || cut, unseen);
    }
}
