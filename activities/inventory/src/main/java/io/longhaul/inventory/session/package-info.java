/** Connections that belong to no pool, and what is heard on them. */
package io.longhaul.inventory.session;
