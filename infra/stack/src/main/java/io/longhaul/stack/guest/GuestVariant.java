package io.longhaul.stack.guest;

import java.util.Locale;

/** How the guest behaves. */
public enum GuestVariant {
    /** Says that it is ready, its disk's checksum, then ticks; powers off when asked by ACPI. */
    NORMAL,
    /** Boots and never says anything, as a broken image does. */
    SILENT,
    /** As {@link #NORMAL}, but ignores the ACPI power button. */
    DEAF;

    /** As the guest's kernel command line has it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
