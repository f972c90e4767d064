package io.longhaul.schemas.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A storage as a node sees it.
 *
 * @param name the storage's name
 * @param kind {@code qcow2} or another driver's name
 * @param totalBytes size of the file system or pool in bytes
 * @param freeBytes free of it in bytes
 */
public record StorageReport(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String kind,
        @JsonProperty(required = true) long totalBytes,
        @JsonProperty(required = true) long freeBytes) {}
