package io.longhaul.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The committed rules and dashboard, and which metrics they name. */
final class AlertRules {
    static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();
    static final Path FOLDER = CHECKOUT.resolve("infra/prometheus");
    private static final Path DASHBOARD = CHECKOUT.resolve("infra/grafana/longhaul-fleet.json");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: (.+)$");
    /** What is in braces, in quotes, or a list of labels names no metric. */
    private static final Pattern NO_METRIC =
            Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\b(by|without|on)\\s*\\([^)]*\\)|\\[\\w+]");

    /** A name that is neither a function nor a word of the language. */
    private static final Pattern METRIC = Pattern.compile("\\b(?!(?:or|and|unless|bool)\\b)[a-z]\\w*\\b(?!\\s*\\()");

    private AlertRules() {}

    static String text(String file) {
        return read(FOLDER.resolve(file));
    }

    /** Names of the alerts. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = ALERT.matcher(text("longhaul.rules.yml"));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Metrics that the rules name. */
    static Set<String> metricsOfRules() {
        Set<String> metrics = new TreeSet<>();
        Matcher matcher = EXPRESSION.matcher(text("longhaul.rules.yml"));
        while (matcher.find()) {
            metrics.addAll(metricsOf(matcher.group(1)));
        }
        return metrics;
    }

    /** Metrics that the dashboard names. */
    static Set<String> metricsOfDashboard() {
        try {
            Set<String> metrics = new TreeSet<>();
            for (JsonNode panel : new ObjectMapper().readTree(read(DASHBOARD)).path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    metrics.addAll(metricsOf(target.path("expr").asText()));
                }
            }
            return metrics;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> metricsOf(String expression) {
        Set<String> metrics = new TreeSet<>();
        Matcher matcher = METRIC.matcher(NO_METRIC.matcher(expression).replaceAll(" "));
        while (matcher.find()) {
            metrics.add(matcher.group());
        }
        return metrics;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
