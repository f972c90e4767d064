package io.longhaul.runtime.secret;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.longhaul.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Secrets as they might be written down: as they are, in JSON, in hex, in Base64. Texts are searched as bytes, each one a character
 * of ISO 8859-1, whatever they are encoded in.
 */
public final class SecretForms {
    /** Shorter ones would be found by chance. */
    private static final int SHORTEST = 8;

    private final Map<String, List<String>> forms = new LinkedHashMap<>();
    private int longest = 1;

    /**
     * The forms of some secrets.
     *
     * @param secrets by what people call them, for instance the name of the parameter
     */
    public SecretForms(Map<String, Secret> secrets) {
        secrets.forEach((name, secret) -> {
            List<String> written = new ArrayList<>(written(secret));
            written.forEach(form -> longest = Math.max(longest, form.length()));
            forms.put(name, written);
        });
    }

    /** The name of a secret that is in the text; empty when there is none. */
    public Optional<String> in(String latin1) {
        return forms.entrySet().stream()
                .filter(secret -> secret.getValue().stream().anyMatch(latin1::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The name of a secret that is in the bytes; empty when there is none. */
    public Optional<String> in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The length of the longest form, in bytes. */
    int longest() {
        return longest;
    }

    private static Set<String> written(Secret secret) {
        Set<String> written = new TreeSet<>();
        // With and without the line's end that an editor puts behind it.
        byte[] text = secret.text().getBytes(StandardCharsets.UTF_8);
        for (byte[] content : List.of(secret.bytes(), text)) {
            String plain = new String(content, StandardCharsets.ISO_8859_1);
            written.add(plain);
            written.add(new String(JsonStringEncoder.getInstance().quoteAsString(plain)));
            written.add(HexFormat.of().formatHex(content));
            written.add(HexFormat.of().withUpperCase().formatHex(content));
            // Padding belongs to the end of a text, and what follows in a longer one is not known.
            written.add(Base64.getEncoder().withoutPadding().encodeToString(content));
            written.add(Base64.getUrlEncoder().withoutPadding().encodeToString(content));
        }
        written.removeIf(form -> form.length() < SHORTEST);
        return written;
    }
}
