/** Bearer tokens. */
package io.longhaul.inventory.token;
