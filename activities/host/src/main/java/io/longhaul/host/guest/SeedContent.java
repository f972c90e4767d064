package io.longhaul.host.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longhaul.workflows.plan.SeedPlan;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The two texts of a NoCloud disk, see cloud-init's "NoCloud" data source. The metadata is written as JSON, which is
 * YAML as well and leaves nothing to quote by hand.
 *
 * @param metaData instance id, host name and keys
 * @param userData the caller's, or an empty cloud-config; secret
 */
record SeedContent(String metaData, String userData) {
    SeedContent {
        Objects.requireNonNull(metaData);
        Objects.requireNonNull(userData);
    }

    static SeedContent of(SeedPlan plan, String userData) {
        Map<String, Object> meta = new TreeMap<>();
        meta.put("instance-id", plan.instanceId());
        meta.put("local-hostname", plan.hostname());
        meta.put("public-keys", plan.sshKeys());
        try {
            String text = JsonMapper.builder().build().writeValueAsString(meta) + "\n";
            return new SeedContent(text, userData == null ? "#cloud-config\n{}\n" : userData);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }

    /** Keeps the user-data out of logs. */
    @Override
    public String toString() {
        return "SeedContent[" + metaData.strip() + "]";
    }
}
