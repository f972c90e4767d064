package io.longhaul.runtime.config;

import java.util.List;

/** The configuration cannot be used. The message names every bad parameter and says what to do. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** All that is wrong, one sentence each. */
    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
