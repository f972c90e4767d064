package io.longhaul.lab.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster says of itself.
 *
 * @param version of its monitor, for instance {@code 16.2.15}
 * @param health {@code HEALTH_OK}, {@code HEALTH_WARN} or {@code HEALTH_ERR}
 * @param checks what is wrong, by the name of the check, for instance {@code OSD_DOWN}
 * @param osds how many OSDs there are
 * @param osdsUp how many of them are up
 * @param totalBytes of all OSDs that are in
 * @param usedBytes of them
 */
public record CephStatus(
        String version,
        String health,
        Map<String, String> checks,
        int osds,
        int osdsUp,
        long totalBytes,
        long usedBytes) {

    public CephStatus {
        checks = Map.copyOf(checks);
    }

    static CephStatus of(CephTools tools) {
        JsonNode status = tools.ask("status");
        Map<String, String> checks = new TreeMap<>();
        status.path("health")
                .path("checks")
                .properties()
                .forEach(check -> checks.put(
                        check.getKey(),
                        check.getValue().path("summary").path("message").asText()));
        return new CephStatus(
                version(tools.ask("version").path("version").asText()),
                status.path("health").path("status").asText(),
                checks,
                status.path("osdmap").path("num_osds").asInt(),
                status.path("osdmap").path("num_up_osds").asInt(),
                status.path("pgmap").path("bytes_total").asLong(),
                status.path("pgmap").path("bytes_used").asLong());
    }

    /** The number in {@code ceph version 16.2.15 (…) pacific (stable)}. */
    private static String version(String words) {
        List<String> all = new ArrayList<>(List.of(words.split(" ", -1)));
        return all.size() > 2 ? all.get(2) : words;
    }
}
