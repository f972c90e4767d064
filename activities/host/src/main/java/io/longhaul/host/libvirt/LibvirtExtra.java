package io.longhaul.host.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;

/**
 * The functions of libvirt that libvirt-java 0.5.4 lacks, on its own connection pointers. Names and signatures are
 * libvirt's.
 */
interface LibvirtExtra extends Library {
    LibvirtExtra LIBRARY = Native.load("virt", LibvirtExtra.class);

    /** {@code VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES}. */
    int BLOCK_PULL_BANDWIDTH_BYTES = 1 << 6;

    /** {@code VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES}. */
    int BLOCK_JOB_SPEED_BANDWIDTH_BYTES = 1;

    Pointer virDomainLookupByName(PointerType connection, String name);

    int virDomainFree(Pointer domain);

    int virDomainBlockPull(Pointer domain, String disk, NativeLong bandwidth, int flags);

    int virDomainBlockJobSetSpeed(Pointer domain, String disk, NativeLong bandwidth, int flags);

    int virGetLastErrorCode();

    String virGetLastErrorMessage();
}
