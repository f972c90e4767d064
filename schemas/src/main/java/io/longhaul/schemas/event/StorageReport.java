package io.longhaul.schemas.event;

/**
 * A storage as a node sees it.
 *
 * @param name the storage's name
 * @param kind {@code qcow2} or another driver's name
 * @param totalBytes size of the file system or pool in bytes
 * @param freeBytes free of it in bytes
 */
public record StorageReport(String name, String kind, long totalBytes, long freeBytes) {}
