package io.longhaul.host.fence;

/**
 * What a node knows of a resource's epochs.
 *
 * @param highest the highest epoch seen; 0: none
 * @param stopped the highest epoch whose long work was stopped; 0: none
 */
record EpochRecord(long highest, long stopped) {
    static final EpochRecord NONE = new EpochRecord(0, 0);

    static EpochRecord parse(String text) {
        String[] words = text.strip().split(" ", -1);
        return text.isBlank() ? NONE : new EpochRecord(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    String format() {
        return highest + " " + stopped + "\n";
    }

    EpochRecord raisedTo(long epoch) {
        return new EpochRecord(Math.max(highest, epoch), stopped);
    }

    EpochRecord stoppedAt(long epoch) {
        return new EpochRecord(Math.max(highest, epoch), Math.max(stopped, epoch));
    }
}
