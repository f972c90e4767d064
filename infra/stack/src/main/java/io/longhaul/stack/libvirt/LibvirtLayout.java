package io.longhaul.stack.libvirt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The folders of a private libvirtd.
 *
 * <p>As root the daemon finds them at libvirt's compiled-in places, by bind mounts in a mount namespace of its own. As
 * another user it is a session daemon, which is told by the XDG variables.
 *
 * @param folder of the part
 * @param root whether it runs as root
 */
record LibvirtLayout(Path folder, boolean root) {

    /** Longest path of a UNIX socket, without its closing zero (unix(7)). */
    private static final int LONGEST_SOCKET = 107;

    /** What the daemon keeps, and where it looks for it. */
    record Bind(Path ours, Path theirs) {}

    List<Bind> binds() {
        return List.of(
                new Bind(folder.resolve("etc"), Path.of("/etc/libvirt")),
                new Bind(folder.resolve("run"), Path.of("/run/libvirt")),
                new Bind(folder.resolve("lib"), Path.of("/var/lib/libvirt")),
                new Bind(folder.resolve("log.d"), Path.of("/var/log/libvirt")),
                new Bind(folder.resolve("var.cache"), Path.of("/var/cache/libvirt")),
                new Bind(folder.resolve("accounts/passwd"), Path.of("/etc/passwd")),
                new Bind(folder.resolve("accounts/group"), Path.of("/etc/group")));
    }

    /** Where {@code libvirtd.conf} and {@code qemu.conf} go. */
    Path configuration() {
        return root ? folder.resolve("etc") : config().resolve("libvirt");
    }

    /** XDG_CONFIG_HOME of a session daemon; QEMU's monitor sockets lie below it. */
    Path config() {
        return shortFolder().resolve("c");
    }

    /** XDG_RUNTIME_DIR of a session daemon. */
    Path runtime() {
        return shortFolder().resolve("r");
    }

    /** XDG_CACHE_HOME and XDG_DATA_HOME of a session daemon. */
    Path cache() {
        return shortFolder().resolve("k");
    }

    /** The socket to connect to, as another process sees it. */
    Path socket() {
        return root ? shortFolder().resolve("run/libvirt-sock") : runtime().resolve("libvirt/libvirt-sock");
    }

    /** The folder itself, or a short symbolic link to it in {@code /tmp} when a socket's path would be too long. */
    Path shortFolder() {
        int deepest = root ? "/run/libvirt-sock".length() : "/c/libvirt/qemu/lib/domain-99999-".length() + 32;
        return folder.toString().length() + deepest <= LONGEST_SOCKET ? folder : link();
    }

    private Path link() {
        String name = UUID.nameUUIDFromBytes(folder.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return Path.of("/tmp", "longhaul-" + name.substring(0, 8));
    }

    /** The connection URI for clients. */
    String uri() {
        return "qemu+unix:///" + (root ? "system" : "session") + "?socket=" + socket();
    }
}
