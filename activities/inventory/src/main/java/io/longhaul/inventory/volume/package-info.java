/** Volumes. */
package io.longhaul.inventory.volume;
