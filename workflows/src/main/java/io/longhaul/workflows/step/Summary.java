package io.longhaul.workflows.step;

import java.nio.charset.StandardCharsets;

/** One line for the Temporal UI's lists and timelines. */
final class Summary {
    private static final int BYTES = 190; // the server takes 200, and the text is sent in quotes

    private Summary() {}

    /** The text, or as much of it as the server takes. */
    static String of(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= BYTES) {
            return text;
        }
        int end = Math.min(text.length(), BYTES);
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length
                > BYTES - "…".getBytes(StandardCharsets.UTF_8).length) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
