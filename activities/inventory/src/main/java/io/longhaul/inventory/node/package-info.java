/** Nodes and what they report. */
package io.longhaul.inventory.node;
