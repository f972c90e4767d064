package io.longhaul.host.libvirt;

import org.libvirt.LibvirtException;

/** One call, or a few that belong together, on a connection. */
@FunctionalInterface
interface LibvirtCall<T> {
    T on(LibvirtConnection connection) throws LibvirtException, LibvirtCallException;
}
