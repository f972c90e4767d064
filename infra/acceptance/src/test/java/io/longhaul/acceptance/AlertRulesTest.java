package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus: that they are sound, when each fires, and that each says what to do. */
class AlertRulesTest {
    @Test
    void eachRuleFiresWhenItShouldAndNotWhenItShouldNot() throws Exception {
        promtool("check", "config", "prometheus.yml");
        promtool("check", "rules", "longhaul.rules.yml");
        promtool("test", "rules", "longhaul.rules.test.yml");

        List<String> lines = AlertRules.text("longhaul.rules.test.yml").lines().toList();
        Set<String> tested = lines.stream()
                .filter(line -> line.startsWith("  - name: "))
                .map(line -> line.substring(10))
                .collect(Collectors.toSet());
        assertThat(tested)
                .isEqualTo(AlertRules.names().stream()
                        .flatMap(rule -> Stream.of(rule + " fires", rule + " does not fire"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void eachRuleLinksToItsSectionOfTheRunbookAndNoSectionIsOfAnotherRule() throws IOException {
        Set<String> sections = Files.readAllLines(AlertRules.CHECKOUT.resolve("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("#### "))
                .map(line -> line.substring(5).strip())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sections).isEqualTo(AlertRules.names());

        Set<String> linked = AlertRules.text("longhaul.rules.yml")
                .lines()
                .filter(line -> line.contains("runbook_url: "))
                .map(line -> line.strip().replace("runbook_url: '{{ $externalLabels.runbooks }}docs/runbook.md#", ""))
                .collect(Collectors.toSet());
        assertThat(linked)
                .isEqualTo(AlertRules.names().stream()
                        .map(rule -> rule.toLowerCase(java.util.Locale.ROOT) + "'")
                        .collect(Collectors.toSet()));
    }

    @Test
    void theMetricsOfAnExpressionAreFound() {
        assertThat(
                        AlertRules.metricsOf(
                                "sum by (code) (max by (code, node) (longhaul_a{state=\"up\"})) / rate(b_total[5m]) or vector(0) > 3"))
                .containsExactlyInAnyOrder("longhaul_a", "b_total");
    }

    private static void promtool(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("promtool"), Stream.of(words)).toList())
                .directory(AlertRules.FOLDER.toFile())
                .redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
