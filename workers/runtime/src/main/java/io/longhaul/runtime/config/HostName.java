package io.longhaul.runtime.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this host is called. */
public final class HostName {
    private HostName() {}

    /** By the configuration, else by the kernel. */
    public static String of(Configuration configuration) {
        String configured = configuration.get(CommonParameters.HOST_NAME);
        if (configured != null) {
            return configured;
        }
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
