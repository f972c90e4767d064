package io.longhaul.runtime.health;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** What a process needs to be ready; each need says in one sentence why it is not met. */
public final class Health {
    private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentSkipListMap<>();

    /**
     * Adds a need.
     *
     * @param name for instance {@code postgres}
     * @param problem empty when it is met; called at each question, so it must answer quickly
     */
    public void needs(String name, Supplier<Optional<String>> problem) {
        checks.put(name, problem);
    }

    /** The needs that are not met, by name; empty when the process is ready. */
    public Map<String, String> problems() {
        Map<String, String> problems = new TreeMap<>();
        checks.forEach((name, check) -> problemOf(check).ifPresent(problem -> problems.put(name, problem)));
        return problems;
    }

    private static Optional<String> problemOf(Supplier<Optional<String>> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }
}
