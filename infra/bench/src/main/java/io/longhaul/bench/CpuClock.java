package io.longhaul.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU seconds that all processes of the machine have used together, short-lived ones included (proc(5), /proc/stat). */
final class CpuClock {
    /** Ticks of the kernel's user interface, USER_HZ: 100 on every Linux of x86. */
    private static final double TICKS_PER_SECOND = 100;

    private CpuClock() {}

    /** CPU seconds since the boot, without idle and waiting time. */
    static double seconds() {
        try {
            String[] words =
                    Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+", -1);
            long user = Long.parseLong(words[1]);
            long nice = Long.parseLong(words[2]);
            long system = Long.parseLong(words[3]);
            return (user + nice + system) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
