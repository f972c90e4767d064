/** Volumes of the storages that a node can reach. One implementation per kind of storage. */
package io.longhaul.host.storage;
