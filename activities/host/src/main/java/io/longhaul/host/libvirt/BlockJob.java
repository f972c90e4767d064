package io.longhaul.host.libvirt;

/**
 * A block job that runs on a disk.
 *
 * @param type libvirt's {@code virDomainBlockJobType}; {@link #PULL} is ours
 * @param bytesPerSecond its limit; 0: none
 * @param done position, in the job's own unit, of which {@code total} is the end
 * @param total 0: not known yet
 */
public record BlockJob(int type, long bytesPerSecond, long done, long total) {
    /** {@code VIR_DOMAIN_BLOCK_JOB_TYPE_PULL}. */
    public static final int PULL = 1;
}
