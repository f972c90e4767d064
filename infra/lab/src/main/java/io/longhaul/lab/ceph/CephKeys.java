package io.longhaul.lab.ceph;

import io.longhaul.stack.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys that a new cluster knows from its first moment on; {@code ceph-authtool} makes them, and no command names one. */
final class CephKeys {
    private final Path folder;

    CephKeys(Path folder) {
        this.folder = folder;
    }

    /** Makes a keyring file for each, and {@code mon.keyring}, which has all of them. */
    void make(int osds) {
        make("mon.", Map.of("mon", "allow *"));
        make("client.admin", Map.of("mon", "allow *", "mgr", "allow *", "osd", "allow *"));
        make("mgr.x", Map.of("mon", "allow profile mgr", "osd", "allow *"));
        String pools = "profile rbd pool=" + CephPools.TEMPLATE + ", profile rbd pool=" + CephPools.KVM;
        make("client.longhaul", Map.of("mon", "profile rbd", "mgr", pools, "osd", pools));
        for (int osd = 0; osd < osds; osd++) {
            make("osd." + osd, Map.of("mon", "allow profile osd", "mgr", "allow profile osd", "osd", "allow *"));
        }
    }

    private void make(String entity, Map<String, String> rights) {
        Path own = entity.equals("mon.") ? all() : folder.resolve(entity + ".keyring");
        List<String> words = new ArrayList<>(List.of("ceph-authtool", "-C", own.toString(), "--gen-key", "-n", entity));
        new TreeMap<>(rights).forEach((service, right) -> words.addAll(List.of("--cap", service, right)));
        Command.of(words).run();
        if (!own.equals(all())) {
            Command.of("ceph-authtool", all().toString(), "--import-keyring", own.toString())
                    .run();
        }
    }

    private Path all() {
        return folder.resolve("mon.keyring");
    }
}
