/** Events, written with the change that they tell of. */
package io.longhaul.inventory.outbox;
