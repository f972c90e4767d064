package io.longhaul.workflows.plan;

/**
 * A disk to clone.
 *
 * @param index position on the VM, from 0
 * @param volume the volume to make
 * @param parent the template's volume
 * @param template the template's id
 * @param capacityBytes guest-visible size in bytes, at least the parent's
 */
public record DiskPlan(int index, VolumeRef volume, VolumeRef parent, String template, long capacityBytes) {}
