/** What a person should look at. */
package io.longhaul.inventory.alert;
