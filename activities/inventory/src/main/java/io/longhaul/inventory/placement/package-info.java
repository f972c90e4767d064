/** Which node takes a VM. */
package io.longhaul.inventory.placement;
