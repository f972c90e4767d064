package io.longhaul.host.storage;

/**
 * Remembers a volume's parent while QEMU pulls, until the outcome is known to be on the disk.
 *
 * <p>QEMU ends a block pull by removing the parent from the header, with the tables of what it pulled still in its memory
 * until the guest or somebody else flushes. A QEMU that dies between leaves a header without a parent and tables without
 * the data. Giving the volume its parent back mends that: what the tables lack is read from the parent again, and it is the
 * same, since whatever the guest wrote and flushed is in the tables.
 */
public interface PullRecord {
    /** Of a storage that needs none. */
    PullRecord NONE = new PullRecord() {
        @Override
        public void begin() {}

        @Override
        public boolean open() {
            return false;
        }

        @Override
        public boolean restoreParent() {
            return false;
        }

        @Override
        public void confirm() {}
    };

    /** Notes the volume's present parent, durably; to be called before the pull starts. */
    void begin();

    /** Whether a pull was begun and its outcome is not yet known to be on the disk. */
    boolean open();

    /** Gives an open record's volume its parent back, if it has none; to be called while no QEMU has it open. */
    boolean restoreParent();

    /** The outcome is on the disk, or of no interest any more. */
    void confirm();
}
