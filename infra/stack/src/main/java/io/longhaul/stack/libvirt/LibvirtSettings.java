package io.longhaul.stack.libvirt;

import java.util.UUID;

/** The configuration files of a private libvirtd. */
final class LibvirtSettings {

    private LibvirtSettings() {}

    /** {@code libvirtd.conf}: only its UNIX socket, which the folder's mode keeps to its owner. */
    static String daemon(UUID host) {
        return """
                auth_unix_ro = "none"
                auth_unix_rw = "none"
                unix_sock_ro_perms = "0700"
                unix_sock_rw_perms = "0700"
                unix_sock_admin_perms = "0700"
                host_uuid = "%s"
                log_outputs = "2:stderr"
                # One worker per request of the few clients, and some more for those that wait for a guest.
                max_workers = 20
                """.formatted(host);
    }

    /** {@code qemu.conf}: QEMU runs as we do, sees the same files, and nothing else of the machine is asked for. */
    static String qemu(boolean root) {
        String common = """
                stdio_handler = "file"
                security_driver = "none"
                cgroup_controllers = []
                namespaces = []
                """;
        String asRoot = """
                user = "root"
                group = "root"
                dynamic_ownership = 0
                remember_owner = 0
                """;
        return root ? common + asRoot : common;
    }
}
