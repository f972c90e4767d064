package io.longhaul.host.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.util.function.ToIntFunction;
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
        onDomain(
                domain,
                "start the block pull",
                pointer -> LibvirtExtra.LIBRARY.virDomainBlockPull(
                        pointer, disk, new NativeLong(bytesPerSecond), LibvirtExtra.BLOCK_PULL_BANDWIDTH_BYTES));
    }

    /**
     * Limits a block job that runs.
     *
     * @param disk the target's name or the file's path
     * @param bytesPerSecond 0: no limit
     */
    void limitBlockJob(String domain, String disk, long bytesPerSecond) throws LibvirtCallException {
        onDomain(
                domain,
                "limit the block job",
                pointer -> LibvirtExtra.LIBRARY.virDomainBlockJobSetSpeed(
                        pointer, disk, new NativeLong(bytesPerSecond), LibvirtExtra.BLOCK_JOB_SPEED_BANDWIDTH_BYTES));
    }

    private void onDomain(String domain, String what, ToIntFunction<Pointer> call) throws LibvirtCallException {
        Pointer pointer = LibvirtExtra.LIBRARY.virDomainLookupByName(vcp, domain);
        if (pointer == null) {
            throw LibvirtCallException.last("look up the domain");
        }
        try {
            if (call.applyAsInt(pointer) < 0) {
                throw LibvirtCallException.last(what);
            }
        } finally {
            LibvirtExtra.LIBRARY.virDomainFree(pointer);
        }
    }
}
