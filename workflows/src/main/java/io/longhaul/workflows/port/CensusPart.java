package io.longhaul.workflows.port;

/**
 * A part of a census. What Temporal carries is limited, so the files of a large storage come in parts: which one a file
 * belongs to follows from its key, on the node and in the inventory alike, however the files change between the parts.
 *
 * @param index of the part, from 0
 * @param of how many parts there are; 0: that is not known yet, and the first is asked for
 */
public record CensusPart(int index, int of) {
    /** A part of so many files, packed, is some 150 kB. */
    private static final int FILES = 5_000;

    /** What is asked for first; the answer says how many parts there are. */
    public static final CensusPart UNKNOWN = new CensusPart(0, 0);

    /** The whole census. */
    public static final CensusPart WHOLE = new CensusPart(0, 1);

    /** The first part when there are so many files. */
    public static CensusPart firstOf(int files) {
        return new CensusPart(0, Math.max(1, (files + FILES - 1) / FILES));
    }

    /** Whether what is no file, the guests for instance, is in it. */
    public boolean first() {
        return index == 0;
    }

    /** Whether files with this key are in it. */
    public boolean has(String key) {
        // The hash of a string is part of Java's specification.
        return of <= 1 || Math.floorMod(key.hashCode(), of) == index;
    }
}
