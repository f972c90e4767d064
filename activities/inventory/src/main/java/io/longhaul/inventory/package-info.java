/** The inventory in PostgreSQL: jobs, locks, placement, objects, outbox. Every change is one transaction with its events. */
package io.longhaul.inventory;
