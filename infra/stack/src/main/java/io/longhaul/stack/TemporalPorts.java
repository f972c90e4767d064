package io.longhaul.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The ports of a Temporal server, all on loopback.
 *
 * @param frontend gRPC, for clients and workers
 * @param http the HTTP API of the frontend
 * @param rpc gRPC of the services history, matching and worker
 * @param membership by which the services find each other, frontend included
 */
record TemporalPorts(int frontend, int http, Map<String, Integer> rpc, Map<String, Integer> membership) {

    TemporalPorts {
        rpc = Map.copyOf(rpc);
        membership = Map.copyOf(membership);
    }

    Integer[] all() {
        return Stream.of(Stream.of(http), rpc.values().stream(), membership.values().stream())
                .flatMap(ports -> ports)
                .toArray(Integer[]::new);
    }

    static TemporalPorts choose(Path folder, int preferred) {
        int frontend = PortFile.choose(folder, preferred);
        int http = PortFile.choose(folder, "http-port", 0);
        Map<String, Integer> rpc = new TreeMap<>();
        Map<String, Integer> membership = new TreeMap<>();
        rpc.put("frontend", frontend);
        for (String service : new String[] {"history", "matching", "worker"}) {
            rpc.put(service, PortFile.choose(folder, service + "-port", 0));
        }
        for (String service : rpc.keySet()) {
            membership.put(service, PortFile.choose(folder, service + "-membership-port", 0));
        }
        return new TemporalPorts(frontend, http, rpc, membership);
    }
}
