package io.longhaul.runtime.config;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One parameter of a process, declared once: its reference is generated from this.
 *
 * @param <T> type of the value
 * @param name lower case, words separated by dots
 * @param parser of its text
 * @param defaultText the text that holds when nothing is set; null: none
 * @param required whether the process refuses to start without it
 * @param secret whether the text names a file that holds a secret; its content is never shown
 * @param meaning one or two sentences for operators
 */
public record ConfigParameter<T>(
        String name, ValueParser<T> parser, String defaultText, boolean required, boolean secret, String meaning) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*");

    public ConfigParameter {
        Objects.requireNonNull(parser, "parser");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a parameter name: " + name);
        }
        if (meaning.isBlank()) {
            throw new IllegalArgumentException(name + " has no meaning");
        }
        if (defaultText != null) {
            Objects.requireNonNull(parser.parse().apply(defaultText), name);
        }
    }

    /** A parameter without which the process does not start. */
    public static <T> ConfigParameter<T> required(String name, ValueParser<T> parser, String meaning) {
        return new ConfigParameter<>(name, parser, null, true, false, meaning);
    }

    /** A parameter with a default. */
    public static <T> ConfigParameter<T> withDefault(
            String name, ValueParser<T> parser, String defaultText, String meaning) {
        return new ConfigParameter<>(name, parser, Objects.requireNonNull(defaultText), false, false, meaning);
    }

    /** A parameter that may be absent; its value is then null. */
    public static <T> ConfigParameter<T> optional(String name, ValueParser<T> parser, String meaning) {
        return new ConfigParameter<>(name, parser, null, false, false, meaning);
    }

    /** The path of a file with a secret in it, readable by its owner only. */
    public static ConfigParameter<Secret> secretFile(String name, String meaning) {
        return new ConfigParameter<>(name, Parsers.secretFile(), null, true, true, meaning);
    }

    /** The same, and it may be absent; its value is then null. */
    public static ConfigParameter<Secret> optionalSecretFile(String name, String meaning) {
        return new ConfigParameter<>(name, Parsers.secretFile(), null, false, true, meaning);
    }

    /** The environment variable that overrides the file: {@code LONGHAUL_} and the name in upper case, dots as underscores. */
    public String environmentVariable() {
        return "LONGHAUL_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
