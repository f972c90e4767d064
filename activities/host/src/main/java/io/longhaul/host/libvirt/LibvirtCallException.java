package io.longhaul.host.libvirt;

/** An error of libvirt with its number, whichever binding it came through. */
final class LibvirtCallException extends Exception {
    /** {@code VIR_ERR_NO_DOMAIN}. */
    static final int NO_DOMAIN = 42;
    /** {@code VIR_ERR_OPERATION_INVALID}: not in this state, for instance the domain is not running. */
    static final int OPERATION_INVALID = 55;
    /** {@code VIR_ERR_BLOCK_COPY_ACTIVE}: the disk has a block job already. */
    static final int BLOCK_COPY_ACTIVE = 83;
    /** {@code VIR_ERR_AGENT_UNRESPONSIVE}. */
    static final int AGENT_UNRESPONSIVE = 86;

    private static final int UNKNOWN = -1;

    private final int number;

    LibvirtCallException(int number, String message, Throwable cause) {
        super(message, cause);
        this.number = number;
    }

    /** The last error of this thread's last call. */
    static LibvirtCallException last(String what) {
        int number = LibvirtExtra.LIBRARY.virGetLastErrorCode();
        return new LibvirtCallException(number, what + ": " + LibvirtExtra.LIBRARY.virGetLastErrorMessage(), null);
    }

    static LibvirtCallException of(String what, org.libvirt.LibvirtException e) {
        int number = e.getError() == null ? UNKNOWN : number(e.getError().getCode());
        return new LibvirtCallException(number, what + ": " + e.getMessage(), e);
    }

    /** Only those that somebody tells apart: the binding's constants do not carry libvirt's numbers. */
    private static int number(org.libvirt.Error.ErrorNumber code) {
        if (code == null) {
            return UNKNOWN;
        }
        return switch (code) {
            case VIR_ERR_NO_DOMAIN -> NO_DOMAIN;
            case VIR_ERR_OPERATION_INVALID -> OPERATION_INVALID;
            case VIR_ERR_BLOCK_COPY_ACTIVE -> BLOCK_COPY_ACTIVE;
            case VIR_ERR_AGENT_UNRESPONSIVE -> AGENT_UNRESPONSIVE;
            default -> UNKNOWN;
        };
    }

    /** libvirt's number of the error, see {@code virErrorNumber}; -1: not known. */
    int number() {
        return number;
    }
}
