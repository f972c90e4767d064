package io.longhaul.stack.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine's accounts with those that libvirtd looks up when it starts as root, even when its configuration names
 * others. Packages that we do not install would create them; only our daemon sees these copies.
 */
final class LibvirtAccounts {

    private static final List<String> GROUPS = List.of("libvirt-qemu", "kvm");
    private static final int NOBODY = 65_534;

    private LibvirtAccounts() {}

    /** Writes {@code passwd} and {@code group} into {@code folder}. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        StringBuilder users = new StringBuilder(Files.readString(Path.of("/etc/passwd")));
        if (isMissing(users, "libvirt-qemu")) {
            users.append("libvirt-qemu:x:" + NOBODY + ":" + NOBODY + "::/nonexistent:/usr/sbin/nologin\n");
        }
        StringBuilder groups = new StringBuilder(Files.readString(Path.of("/etc/group")));
        for (String group : GROUPS) {
            if (isMissing(groups, group)) {
                groups.append(group + ":x:" + NOBODY + ":\n");
            }
        }
        Files.writeString(folder.resolve("passwd"), users);
        Files.writeString(folder.resolve("group"), groups);
    }

    private static boolean isMissing(StringBuilder accounts, String name) {
        return accounts.toString().lines().noneMatch(line -> line.startsWith(name + ":"));
    }
}
