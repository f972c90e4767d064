package io.longhaul.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the stack is asked to be.
 *
 * @param settings keys of {@code longhaul.properties}: addresses of services that exist already
 *     ({@code postgres.url} with {@code postgres.user} and {@code postgres.password.file},
 *     {@code kafka.bootstrap.servers}, {@code temporal.address}, {@code libvirt.uri}), and parameters of our own
 *     processes by their names ({@code node.…}, {@code control.…}, {@code relay.…}, {@code api.…}, {@code log.level})
 * @param excluded names of parts that are left out
 * @param usualPorts whether the usual ports are preferred; else any free ones are taken
 */
public record StackOptions(Map<String, String> settings, Set<String> excluded, boolean usualPorts) {

    /** The names of all parts, for help texts. */
    public static final String PART_NAMES =
            "postgres, kafka, temporal, temporal-ui, libvirt, relay, control, api, node";

    private static final List<String> PARTS = List.of(PART_NAMES.split(", "));

    public StackOptions {
        settings = Map.copyOf(settings);
        excluded = Set.copyOf(excluded);
    }

    /** Everything ours, on the usual ports where they are free. */
    public static StackOptions standard() {
        return new StackOptions(Map.of(), Set.of(), true);
    }

    /** Everything ours, on any free ports. */
    public static StackOptions forTests() {
        return new StackOptions(Map.of(), Set.of(), false);
    }

    /**
     * The options in a properties file.
     *
     * @param file may be missing, then everything is standard
     * @throws StackException when it cannot be read
     */
    public static StackOptions load(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new StackException("cannot read the configuration " + file + ": " + e.getMessage(), e);
            }
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return new StackOptions(settings, Set.of(), true);
    }

    /** With one setting more, or another value of it. */
    public StackOptions with(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, Objects.requireNonNull(value, name));
        return new StackOptions(more, excluded, usualPorts);
    }

    /**
     * Without some parts.
     *
     * @throws StackException when there is none of such a name
     */
    public StackOptions without(String... parts) {
        for (String part : parts) {
            if (!PARTS.contains(part)) {
                throw new StackException("no part '" + part + "'; there are " + PART_NAMES);
            }
        }
        Set<String> more = new TreeSet<>(excluded);
        more.addAll(List.of(parts));
        return new StackOptions(settings, more, usualPorts);
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    int port(int usual) {
        return usualPorts ? usual : 0;
    }
}
