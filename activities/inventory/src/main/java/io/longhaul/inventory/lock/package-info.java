/** Locks on facets of resources, and the matrix of operations that follows from them. */
package io.longhaul.inventory.lock;
