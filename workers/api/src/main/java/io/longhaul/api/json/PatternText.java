package io.longhaul.api.json;

import io.longhaul.schemas.job.Patterns;
import java.util.Map;

/** What a pattern of {@link Patterns} allows, in words. */
final class PatternText {
    private static final String LABEL =
            "It must be 1 to 63 characters: lower-case letters, digits and %s, beginning and ending with a letter or digit.";

    private static final Map<String, String> WORDS = Map.of(
            Patterns.NAME, LABEL.formatted("'-'"),
            Patterns.REFERENCE, LABEL.formatted("'-' or '_'"),
            Patterns.PLACE, LABEL.formatted("'-' or '.'"),
            Patterns.SSH_KEY,
                    "It must be one public key as in an authorized_keys file: type, base64, optional comment.",
            Patterns.IMAGE_FILE,
                    "It must be a file name of 1 to 200 characters without a folder: letters, digits, '_', '.' and '-', not"
                            + " beginning with '.' or '-'.");

    private PatternText() {}

    static String of(String pattern) {
        return WORDS.getOrDefault(pattern, "It must match the pattern " + pattern + ".");
    }
}
