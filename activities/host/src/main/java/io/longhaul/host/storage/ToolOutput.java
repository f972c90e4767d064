package io.longhaul.host.storage;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The file into which a qemu-img writes its progress, {@code (12.34/100%)}, and its complaints. */
public final class ToolOutput {
    private static final int WINDOW = 4096;
    private static final Pattern PERCENT = Pattern.compile("\\(([0-9]{1,3}(?:\\.[0-9]+)?)/100%\\)");

    private ToolOutput() {}

    /** The last progress as a fraction from 0 to 1; 0 when there is none yet. */
    public static double fraction(Path file) {
        Matcher matcher = PERCENT.matcher(tail(file));
        double last = 0;
        while (matcher.find()) {
            last = Double.parseDouble(matcher.group(1)) / 100;
        }
        return Math.min(1, last);
    }

    /** What it said besides progress, at most the last 4 KiB. */
    static String words(Path file) {
        return PERCENT.matcher(tail(file))
                .replaceAll("")
                .replaceAll("[\\r\\n ]+", " ")
                .strip();
    }

    /** When the file on which the tool works was last changed, in milliseconds; 0 when it is not there. */
    public static long lastChange(Path file) {
        return file.toFile().lastModified();
    }

    private static String tail(Path file) {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            long length = access.length();
            byte[] window = new byte[(int) Math.min(WINDOW, length)];
            access.seek(length - window.length);
            access.readFully(window);
            return new String(window, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // not started yet, or removed with the volume
        }
    }
}
