package io.longhaul.runtime.config;

import java.util.function.Function;

/**
 * Turns the text of a parameter into its value.
 *
 * @param <T> type of the value
 * @param kind what the text must be, for people, for instance {@code a whole number from 0 to 65535}
 * @param parse throws {@link IllegalArgumentException} with the reason when the text is not that
 */
public record ValueParser<T>(String kind, Function<String, T> parse) {}
