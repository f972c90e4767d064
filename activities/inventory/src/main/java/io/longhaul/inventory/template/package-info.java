/** Templates. */
package io.longhaul.inventory.template;
