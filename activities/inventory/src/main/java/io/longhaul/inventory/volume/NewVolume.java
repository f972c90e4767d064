package io.longhaul.inventory.volume;

/**
 * A volume that is to be made.
 *
 * @param vm the VM that has it; null for a template's
 * @param position its place on the VM, from 0
 * @param template the template that it is cloned from, or is
 * @param capacityBytes guest-visible size in bytes; 0 while not known
 * @param independent whether it needs no other volume
 */
public record NewVolume(
        String id,
        String tenant,
        String vm,
        int position,
        String template,
        String storage,
        String node,
        long capacityBytes,
        boolean independent) {}
