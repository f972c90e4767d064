package io.longhaul.cli.http;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * One server-sent event (WHATWG HTML, 9.2).
 *
 * @param id the last id seen; null when the stream has named none
 * @param name the event's type; {@code message} when not given
 * @param data its lines, joined
 */
public record ServerEvent(String id, String name, String data) {

    /**
     * Reads the next event that has data.
     *
     * @param previousId id that holds until the stream names another
     * @return null at the end of the stream; an event that was cut off is dropped
     */
    public static ServerEvent read(BufferedReader lines, String previousId) throws IOException {
        String id = previousId;
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    return new ServerEvent(id, name, data.substring(0, data.length() - 1));
                }
                name = "message";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> data.append(value).append('\n');
                default -> {
                    // Comments (keep-alive) and unknown fields are ignored, as the specification asks.
                }
            }
        }
        return null;
    }
}
