package io.longhaul.workflows.plan;

/**
 * A volume and where it lies. A node maps the storage's name to a directory; paths never cross the wire.
 *
 * @param id the volume's id, which is also its file's or image's name
 * @param storage the storage's name
 */
public record VolumeRef(String id, String storage) {}
