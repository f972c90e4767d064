package io.longhaul.lab.ceph;

/** The configuration files of a cluster. */
final class CephSettings {

    private CephSettings() {}

    /** {@code ceph.conf} of the daemons and of {@code client.admin}. */
    static String daemons(CephLayout layout, CephPlace place, CephIdentity identity, CephOptions options) {
        return common(place, identity)
                + """
                keyring = %1$s/$name.keyring
                mon_initial_members = a
                public_addr = %2$s
                cluster_addr = %2$s
                auth_cluster_required = cephx
                auth_service_required = cephx
                auth_allow_insecure_global_id_reclaim = false
                mon_data = %3$s/mon/data
                mgr_data = %3$s/mgr/data
                osd_data = %3$s/osd-$id/data
                run_dir = %3$s
                log_to_file = false
                log_to_stderr = true
                debug_rocksdb = 0/5
                debug_bluestore = 0/5
                debug_bluefs = 0/5
                debug_bdev = 0/5
                debug_freelist = 0/5

                # It shares a disk with whatever else is on this machine.
                mon_data_avail_warn = 2
                mon_data_avail_crit = 1
                mon_allow_pool_delete = true
                mon_allow_pool_size_one = true
                mon_warn_on_pool_no_redundancy = false
                osd_pool_default_size = %4$d
                osd_pool_default_min_size = %5$d
                osd_pool_default_pg_autoscale_mode = off
                # Copies are on different OSDs; all of them are on this machine.
                osd_crush_chooseleaf_type = 0
                osd_objectstore = %6$s
                bluestore_block_size = %7$d
                memstore_device_bytes = %7$d
                osd_memory_target = 939524096
                mgr_initial_modules = rbd_support
                """.formatted(
                                layout.identity(),
                                place.address(),
                                layout.folder().resolve("run"),
                                options.copies(),
                                options.leastCopies(),
                                options.memory() ? "memstore" : "bluestore",
                                options.osdBytes());
    }

    /** What a client needs besides its key. */
    static String client(CephPlace place, CephIdentity identity) {
        return common(place, identity);
    }

    private static String common(CephPlace place, CephIdentity identity) {
        return """
                [global]
                fsid = %1$s
                mon_host = [v2:%2$s:%3$d/0,v1:%2$s:%4$d/0]
                auth_client_required = cephx
                """.formatted(
                        identity.fsid(),
                        place.address(),
                        identity.ports().get(0),
                        identity.ports().get(1));
    }
}
