/** Lists in pages. */
package io.longhaul.inventory.page;
