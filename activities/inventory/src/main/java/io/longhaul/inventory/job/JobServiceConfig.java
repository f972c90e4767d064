package io.longhaul.inventory.job;

import java.util.Arrays;

/**
 * How jobs are accepted.
 *
 * @param sealKey the deployment's key for guests' user-data, 32 bytes; null: requests with user-data are refused
 * @param vcpuOvercommit virtual CPUs given away per virtual CPU that a node offers
 */
@SuppressWarnings("ArrayRecordComponent")
public record JobServiceConfig(byte[] sealKey, int vcpuOvercommit) {
    private static final int KEY_BYTES = 32;
    private static final int OVERCOMMIT = 4;

    public JobServiceConfig {
        if (sealKey != null && sealKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("the seal key has " + KEY_BYTES + " bytes");
        }
        sealKey = sealKey == null ? null : sealKey.clone();
        if (vcpuOvercommit < 1) {
            throw new IllegalArgumentException("at least one virtual CPU per virtual CPU");
        }
    }

    /** Four virtual CPUs per one. */
    public static JobServiceConfig withKey(byte[] sealKey) {
        return new JobServiceConfig(sealKey, OVERCOMMIT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobServiceConfig that
                && Arrays.equals(sealKey, that.sealKey)
                && vcpuOvercommit == that.vcpuOvercommit;
    }

    @Override
    public int hashCode() {
        return vcpuOvercommit;
    }

    @Override
    public String toString() {
        return "JobServiceConfig[vcpuOvercommit=" + vcpuOvercommit + "]";
    }
}
