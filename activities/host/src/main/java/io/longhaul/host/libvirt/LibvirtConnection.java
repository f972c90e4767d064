package io.longhaul.host.libvirt;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;

/** One connection of libvirt-java, and the calls beside it. Used on one thread at a time per call, as libvirt allows. */
final class LibvirtConnection extends Connect {
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int KEEP_ALIVE_COUNT = 3;

    LibvirtConnection(String uri) throws LibvirtException {
        super(uri);
        // A libvirtd that answers nothing for 15 s loses the connection, and every call that waits on it returns.
        setKeepAlive(KEEP_ALIVE_SECONDS, KEEP_ALIVE_COUNT);
    }

    /**
     * Starts a block pull of the whole chain.
     *
     * @param disk the target's name or the file's path
     * @param bytesPerSecond 0: no limit
     */
    void blockPull(String domain, String disk, long bytesPerSecond) throws LibvirtCallException {
        Pointer pointer = LibvirtExtra.LIBRARY.virDomainLookupByName(vcp, domain);
        if (pointer == null) {
            throw LibvirtCallException.last("look up the domain");
        }
        try {
            int answer = LibvirtExtra.LIBRARY.virDomainBlockPull(
                    pointer, disk, new NativeLong(bytesPerSecond), LibvirtExtra.BLOCK_PULL_BANDWIDTH_BYTES);
            if (answer < 0) {
                throw LibvirtCallException.last("start the block pull");
            }
        } finally {
            LibvirtExtra.LIBRARY.virDomainFree(pointer);
        }
    }

    /** Gives a command to QEMU's human monitor and returns its words; for the few things that libvirt has no call for. */
    String monitor(String domain, String command) throws LibvirtCallException {
        Pointer pointer = LibvirtExtra.LIBRARY.virDomainLookupByName(vcp, domain);
        if (pointer == null) {
            throw LibvirtCallException.last("look up the domain");
        }
        try {
            PointerByReference words = new PointerByReference();
            if (LibvirtQemu.LIBRARY.virDomainQemuMonitorCommand(pointer, command, words, LibvirtQemu.HMP) < 0) {
                throw LibvirtCallException.last("ask QEMU's monitor");
            }
            String text = words.getValue().getString(0);
            Native.free(Pointer.nativeValue(words.getValue()));
            return text;
        } finally {
            LibvirtExtra.LIBRARY.virDomainFree(pointer);
        }
    }
}
