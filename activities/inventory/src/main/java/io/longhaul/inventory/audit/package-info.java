/** What the audit asks of the inventory, and the comparison of hosts with it. Nothing here writes. */
package io.longhaul.inventory.audit;
