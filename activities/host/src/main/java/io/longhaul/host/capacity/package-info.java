/** What a node reports of itself. */
package io.longhaul.host.capacity;
