package io.longhaul.host.libvirt;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** The function of libvirt's QEMU library that we need. */
interface LibvirtQemu extends Library {
    LibvirtQemu LIBRARY = Native.load("virt-qemu", LibvirtQemu.class);

    /** {@code VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP}. */
    int HMP = 1;

    /** The caller frees {@code result}. */
    int virDomainQemuMonitorCommand(Pointer domain, String command, PointerByReference result, int flags);
}
