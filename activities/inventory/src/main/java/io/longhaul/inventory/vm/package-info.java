/** VMs. */
package io.longhaul.inventory.vm;
