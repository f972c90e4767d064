package io.longhaul.host.ceph;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** The functions of librados that rados-java 0.6.0 lacks, on its own cluster pointers. */
interface RadosExtra extends Library {
    RadosExtra LIBRARY = Native.load("rados", RadosExtra.class);

    int rados_getaddrs(Pointer cluster, PointerByReference addresses);

    int rados_blocklist_add(Pointer cluster, String address, int seconds);

    int rados_mgr_command(
            Pointer cluster,
            String[] command,
            NativeLong commands,
            byte[] input,
            NativeLong inputLength,
            PointerByReference output,
            LongByReference outputLength,
            PointerByReference words,
            LongByReference wordsLength);

    void rados_buffer_free(Pointer buffer);
}
