/** The inventory over HTTP: VMs, volumes, templates, nodes. */
package io.longhaul.api.inventory;
