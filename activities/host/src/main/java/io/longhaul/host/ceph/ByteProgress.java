package io.longhaul.host.ceph;

/** Hears how far long work of librbd is, and decides whether it goes on. */
@FunctionalInterface
public interface ByteProgress {
    /**
     * Called after each object, by a thread of librbd. What it throws ends the work too, and is thrown by the call.
     *
     * @param doneBytes of the address space that is to be looked at, empty parts included
     * @param totalBytes of it
     * @return false: the work ends within this object, what was done stays, and doing it again continues it
     */
    boolean goesOn(long doneBytes, long totalBytes);
}
