package io.longhaul.lab.ceph;

/**
 * What a cluster is made of. It is decided when the cluster is made, and kept.
 *
 * @param osds how many OSDs; three and more keep three copies of each object, on one machine
 * @param memory whether the OSDs keep their objects in memory only (memstore), for benchmarks; they lose them at their end
 * @param osdBytes size of an OSD in bytes; its file is sparse
 */
public record CephOptions(int osds, boolean memory, long osdBytes) {
    private static final int MOST_OSDS = 9;
    private static final int MOST_COPIES = 3;
    private static final long LEAST_BYTES = 1L << 30;

    /** One OSD of 16 GiB on a file. */
    public static final CephOptions USUAL = new CephOptions(1, false, 16L << 30);

    public CephOptions {
        if (osds < 1 || osds > MOST_OSDS) {
            throw new IllegalArgumentException("a cluster has 1 to " + MOST_OSDS + " OSDs, not " + osds);
        }
        if (osdBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("an OSD has at least " + LEAST_BYTES + " bytes, not " + osdBytes);
        }
    }

    /** How many copies of an object there are. */
    int copies() {
        return Math.min(osds, MOST_COPIES);
    }

    /** With how many copies an object can still be written. */
    int leastCopies() {
        return Math.max(1, copies() - 1);
    }
}
