package io.longhaul.lab.ceph;

import io.longhaul.stack.PortTaken;
import io.longhaul.stack.Ports;
import io.longhaul.stack.StackException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where on the network a cluster is.
 *
 * @param namespace file of the network namespace that it lives in; empty: ours
 * @param address its IPv4 address there
 */
public record CephPlace(Optional<Path> namespace, String address) {
    private static final int MESSENGER_2 = 3300;
    private static final int MESSENGER_1 = 6789;

    /** Loopback of this machine, on ports that are free. */
    public static CephPlace loopback() {
        return new CephPlace(Optional.empty(), "127.0.0.1");
    }

    /** A network namespace of its own, on the usual ports. */
    public static CephPlace in(Path namespace, String address) {
        return new CephPlace(Optional.of(namespace), address);
    }

    /** The same program there; it keeps its process id. */
    List<String> command(List<String> words) {
        if (namespace.isEmpty()) {
            return words;
        }
        List<String> entering = new ArrayList<>(List.of("nsenter", "--net=" + namespace.get()));
        entering.addAll(words);
        return entering;
    }

    /** Ports for a new monitor, of the second and the first version of the protocol. */
    List<Integer> newPorts() {
        return namespace.isPresent() ? List.of(MESSENGER_2, MESSENGER_1) : List.of(Ports.anyFree(), Ports.anyFree());
    }

    /** The failure of a monitor that has ended. */
    StackException failure(String message, List<Integer> ports) {
        return namespace.isPresent()
                ? new StackException(message)
                : PortTaken.orFailure(message, ports.toArray(Integer[]::new));
    }
}
