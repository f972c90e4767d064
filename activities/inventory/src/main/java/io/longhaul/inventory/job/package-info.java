/** Jobs from their acceptance to their end. */
package io.longhaul.inventory.job;
