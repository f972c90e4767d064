package io.longhaul.runtime.log;

/** Writes JSON strings. */
public final class JsonText {
    private JsonText() {}

    /** Appends a text as a JSON string with its quotes. */
    public static void quote(StringBuilder to, String text) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (character < 0x20 || Character.isSurrogate(character)) {
                        to.append(String.format("\\u%04x", (int) character));
                    } else {
                        to.append(character);
                    }
                }
            }
        }
        to.append('"');
    }
}
