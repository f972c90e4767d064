package io.longhaul.host.libvirt;

/** What a network's name means on this node. */
public sealed interface NetworkMapping {
    /** A bridge of the host. */
    record Bridge(String bridge) implements NetworkMapping {}

    /** QEMU's own user-mode network: outgoing connections only, no privileges. */
    record User() implements NetworkMapping {}

    /**
     * The mapping of a configured text: {@code user}, or {@code bridge:NAME}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static NetworkMapping parse(String text) {
        if (text.equals("user")) {
            return new User();
        }
        if (text.matches("bridge:[A-Za-z0-9._-]{1,15}")) {
            return new Bridge(text.substring("bridge:".length()));
        }
        throw new IllegalArgumentException("a network is 'user' or 'bridge:NAME', not '" + text + "'");
    }
}
