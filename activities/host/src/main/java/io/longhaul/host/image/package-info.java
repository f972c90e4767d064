/** Inspection of foreign disk images before any QEMU tool opens them. Pure Java: reads bytes, starts nothing. */
package io.longhaul.host.image;
