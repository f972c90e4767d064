package io.longhaul.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The reference of a process's parameters in {@code docs/configuration.md}. Each process has a section between two
 * marks; a test of its module compares it, and writes it anew when it is run with {@code -Dlonghaul.docs.write=true}.
 */
public final class ConfigurationReference {
    private final String part;
    private final List<ConfigParameter<?>> parameters;

    /** The reference of a part, for instance {@code control}. */
    public ConfigurationReference(String part, List<ConfigParameter<?>> parameters) {
        this.part = part;
        this.parameters = List.copyOf(parameters);
    }

    /** The section, generated. */
    public String section() {
        StringBuilder text = new StringBuilder("## " + part + "\n\n");
        text.append("| parameter | environment | value | default | meaning |\n|---|---|---|---|---|\n");
        for (ConfigParameter<?> parameter : parameters) {
            text.append("| `" + parameter.name() + "` | `" + parameter.environmentVariable() + "` | "
                    + parameter.parser().kind() + " | " + defaultOf(parameter) + " | " + parameter.meaning() + " |\n");
        }
        return text.toString();
    }

    /**
     * Whether the document has this section as it must be; with the system property {@code longhaul.docs.write} it is
     * made so.
     *
     * @throws IOException when the document cannot be read or written
     */
    public boolean matches(Path document) throws IOException {
        String text = Files.readString(document);
        String begin = "<!-- generated: " + part + " -->\n";
        String end = "<!-- end: " + part + " -->\n";
        String whole = begin + section() + end;
        if (Boolean.getBoolean("longhaul.docs.write")) {
            int from = text.indexOf(begin);
            String before = from < 0 ? text + "\n" : text.substring(0, from);
            String after = from < 0 ? "" : text.substring(text.indexOf(end) + end.length());
            Files.writeString(document, before + whole + after);
            return true;
        }
        return text.contains(whole);
    }

    /** {@code docs/configuration.md} of the checkout in which a test runs. */
    public static Path document() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/configuration.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("docs/configuration.md is not in any folder above this one");
            }
        }
        return folder.resolve("docs/configuration.md");
    }

    private static String defaultOf(ConfigParameter<?> parameter) {
        if (parameter.defaultText() != null) {
            return parameter.defaultText().isEmpty() ? "(empty)" : "`" + parameter.defaultText() + "`";
        }
        return parameter.required() ? "required" : "(none)";
    }
}
