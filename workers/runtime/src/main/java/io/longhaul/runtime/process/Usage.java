package io.longhaul.runtime.process;

import io.longhaul.runtime.config.ConfigParameter;
import java.util.List;

/** The text of {@code --help}. */
final class Usage {
    private Usage() {}

    static String of(String part, String purpose, List<ConfigParameter<?>> parameters) {
        StringBuilder text = new StringBuilder(purpose + "\n\nUsage: " + part + " [--config FILE]\n\n"
                + "FILE is a properties file. Each parameter may be set by its environment variable instead:\n\n");
        for (ConfigParameter<?> parameter : parameters) {
            text.append("  " + parameter.name() + "  (" + parameter.environmentVariable() + ")\n      "
                    + parameter.meaning() + "\n      " + parameter.parser().kind()
                    + (parameter.defaultText() == null
                            ? parameter.required() ? "; required" : "; may be left out"
                            : "; default '" + parameter.defaultText() + "'")
                    + "\n");
        }
        return text.toString();
    }
}
