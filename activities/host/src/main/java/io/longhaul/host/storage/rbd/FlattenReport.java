package io.longhaul.host.storage.rbd;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a flatten program says on its output, a line each: its client's address first, then how far it is, and at the end that
 * its client has ended, or why it failed.
 */
final class FlattenReport {
    private static final String ENDED = "client ended";
    private static final long WINDOW = 4096;
    private static final Pattern PROGRESS = Pattern.compile("^progress (\\d+) (\\d+)$", Pattern.MULTILINE);
    private static final Pattern ADDRESS = Pattern.compile("^client at (\\S+)$", Pattern.MULTILINE);

    private final String text;

    private FlattenReport(String text) {
        this.text = text;
    }

    /** The output in that file; empty while there is none. Its beginning and its end are enough. */
    static FlattenReport read(Path file) {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            long length = access.length();
            String head = text(access, 0, Math.min(WINDOW, length));
            return new FlattenReport(
                    length <= WINDOW ? head : head + "\n" + text(access, Math.max(WINDOW, length - WINDOW), length));
        } catch (IOException e) {
            return new FlattenReport(""); // not started yet
        }
    }

    private static String text(RandomAccessFile access, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        access.seek(from);
        access.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String client(String address) {
        return "client at " + address;
    }

    /** The client is gone in order: nothing of it is under way any more. */
    static String ended() {
        return ENDED;
    }

    static String progress(long doneBytes, long totalBytes) {
        return "progress " + doneBytes + " " + totalBytes;
    }

    /** The address by which the program's client is fenced, or while it has none that of the one before it; empty: neither. */
    Optional<String> client() {
        return ADDRESS.matcher(text).results().map(found -> found.group(1)).reduce((before, last) -> last);
    }

    /** The address of a client that is perhaps not gone; empty when the program has not had one, or ended it in order. */
    Optional<String> lostClient() {
        return text.lines().anyMatch(ENDED::equals) ? Optional.empty() : client();
    }

    /** The last bytes done and in total; zero and zero before the first. */
    long[] progress() {
        long[] last = {0, 0};
        Matcher matcher = PROGRESS.matcher(text);
        while (matcher.find()) {
            last[0] = Long.parseLong(matcher.group(1));
            last[1] = Long.parseLong(matcher.group(2));
        }
        return last;
    }

    /** What else it said, in one line. */
    String words() {
        String rest = ADDRESS.matcher(PROGRESS.matcher(text.replace(ENDED, "")).replaceAll(""))
                .replaceAll("");
        return rest.replaceAll("\\s+", " ").strip();
    }
}
