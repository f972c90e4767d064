/** The inventory in numbers, for metrics. */
package io.longhaul.inventory.fleet;
