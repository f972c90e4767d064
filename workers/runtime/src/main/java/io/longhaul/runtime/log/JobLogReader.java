package io.longhaul.runtime.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.HostName;
import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the lines of Longhaul's processes that name a job, in the logs of this host. */
public final class JobLogReader {
    /** Of a larger log only this much of its end is read. */
    private static final long MOST_BYTES = 64L << 20;

    private static final String ACCESS = "io.longhaul.api.access";
    private static final int LONGEST_FIELD = 8000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String host;
    private final Path directory;

    /** Reads the logs that a process is configured to read. */
    public static JobLogReader of(Configuration configuration) {
        return new JobLogReader(HostName.of(configuration), configuration.get(CommonParameters.AUDIT_LOGS_DIRECTORY));
    }

    /**
     * Reads logs.
     *
     * @param host what this host is called
     * @param directory where they are; null: none is configured
     */
    public JobLogReader(String host, Path directory) {
        this.host = host;
        this.directory = directory;
    }

    /** What the logs say of a job. */
    public JobLogs of(String jobId) {
        if (directory == null) {
            return JobLogs.unseen("a process on " + host + " has no audit.logs.directory");
        }
        Deque<JobLogLine> lines = new ArrayDeque<>();
        List<String> unseen = new ArrayList<>();
        try {
            for (Path log : LogFiles.in(directory)) {
                try {
                    lines.addAll(read(log, jobId, unseen));
                } catch (IOException e) {
                    unseen.add("the log " + log + " on " + host + " cannot be read: " + e.getMessage());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            unseen.add("the logs in " + directory + " on " + host + " cannot be listed: " + e.getMessage());
        }
        return JobLogs.of(lines, unseen);
    }

    /** At most one line more than an answer may have, so that the answer says that it was cut. */
    private Deque<JobLogLine> read(Path log, String jobId, List<String> unseen) throws IOException {
        Deque<JobLogLine> lines = new ArrayDeque<>();
        try (FileChannel channel = FileChannel.open(log)) {
            long position = Math.max(0, channel.size() - MOST_BYTES);
            if (position > 0) {
                unseen.add("only the last " + (MOST_BYTES >> 20) + " MiB of the log " + log + " on " + host
                        + " were read");
            }
            channel.position(position);
            // In this encoding a character is a byte, so that the place of a line is known.
            BufferedReader reader = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                if (text.contains(jobId)) {
                    line(log, position, text, lines);
                }
                if (lines.size() > JobLogs.MOST_LINES + 1) {
                    lines.removeFirst();
                }
                position += text.length() + 1;
            }
        }
        return lines;
    }

    /** Takes a line in when it is one of ours; other programs' logs in the directory have other forms. */
    private void line(Path log, long position, String text, Deque<JobLogLine> lines) {
        try {
            JsonNode json =
                    MAPPER.readTree(new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            Map<String, String> fields = new TreeMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), shortened(field.getValue())));
            String time = fields.remove("time");
            String level = fields.remove("level");
            String message = fields.remove("message");
            if (time != null && level != null && message != null && !look(fields)) {
                lines.add(new JobLogLine(Instant.parse(time), host, log.toString(), position, level, message, fields));
            }
        } catch (JsonProcessingException | DateTimeException e) {
            // Not a line of ours.
        }
    }

    /** Who watches a job asks for it every second; that says nothing of the job and would leave no room for what does. */
    private static boolean look(Map<String, String> fields) {
        return ACCESS.equals(fields.get("logger")) && "GET".equals(fields.get("method"));
    }

    private static String shortened(JsonNode value) {
        String text = value.asText();
        return text.length() <= LONGEST_FIELD ? text : text.substring(0, LONGEST_FIELD) + "…";
    }
}
