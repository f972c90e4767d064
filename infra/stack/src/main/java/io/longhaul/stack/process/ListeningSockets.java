package io.longhaul.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens on a port: a server that answers there may be another program's. */
final class ListeningSockets {

    /** State of a listening socket in {@code /proc/net/tcp} (proc(5)). */
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    /** True when process {@code pid} listens on TCP {@code port}, on any address. */
    static boolean listens(long pid, int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            sockets.addAll(listening(Path.of("/proc/" + pid + "/net/" + table), port));
        }
        if (sockets.isEmpty()) {
            return false;
        }
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> listening(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split(" +", -1);
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return sockets;
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
