package io.longhaul.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of a process's parameters: from its file, overridden by the environment, else the defaults. */
public final class Configuration {
    private final Map<String, Object> values;
    private final Map<String, ConfigParameter<?>> declared;

    private Configuration(Map<String, ConfigParameter<?>> declared, Map<String, Object> values) {
        this.declared = declared;
        this.values = values;
    }

    /**
     * Reads the configuration.
     *
     * @param parameters all that the process knows
     * @param file a properties file, or null
     * @param environment usually {@link System#getenv()}
     * @throws ConfigurationException with everything that is wrong
     */
    public static Configuration load(List<ConfigParameter<?>> parameters, Path file, Map<String, String> environment) {
        Map<String, ConfigParameter<?>> declared = new HashMap<>();
        parameters.forEach(parameter -> declared.put(parameter.name(), parameter));
        List<String> problems = new ArrayList<>();
        Properties properties = read(file);
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            if (!declared.containsKey(key)) {
                problems.add("'" + key + "' in " + file + " is not a parameter of this process; remove it, or correct"
                        + " its spelling (docs/configuration.md lists all)");
            }
        }
        Map<String, Object> values = new HashMap<>();
        for (ConfigParameter<?> parameter : parameters) {
            value(parameter, properties, file, environment, problems)
                    .ifPresent(value -> values.put(parameter.name(), value));
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Configuration(declared, values);
    }

    /**
     * The value of a parameter; null when it is optional and not set.
     *
     * @throws IllegalArgumentException when the process did not declare it
     */
    @SuppressWarnings("unchecked") // the parser of the same parameter made the value
    public <T> T get(ConfigParameter<T> parameter) {
        if (!declared.containsKey(parameter.name())) {
            throw new IllegalArgumentException(parameter.name() + " is not declared by this process");
        }
        return (T) values.get(parameter.name());
    }

    /** All secrets that the process was given, by the name of the parameter. */
    public Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Secret secret) {
                secrets.put(name, secret);
            }
        });
        return secrets;
    }

    private static Optional<?> value(
            ConfigParameter<?> parameter,
            Properties properties,
            Path file,
            Map<String, String> environment,
            List<String> problems) {
        String text = environment.get(parameter.environmentVariable());
        String source = "environment variable " + parameter.environmentVariable();
        if (text == null) {
            text = properties.getProperty(parameter.name());
            source = String.valueOf(file);
        }
        if (text == null) {
            text = parameter.defaultText();
        }
        if (text == null) {
            if (parameter.required()) {
                problems.add("'" + parameter.name() + "' is not set; set it in the file or in the environment variable "
                        + parameter.environmentVariable() + " ("
                        + parameter.parser().kind() + ")");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(parameter.parser().parse().apply(text.strip()));
        } catch (IllegalArgumentException e) {
            problems.add("'" + parameter.name() + "' (" + source + "): " + e.getMessage() + "; set it to "
                    + parameter.parser().kind());
            return Optional.empty();
        }
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ConfigurationException(List.of(
                        "cannot read the configuration " + file + " (" + e + "); give an existing file with --config"));
            }
        }
        return properties;
    }
}
