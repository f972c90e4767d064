package io.longhaul.host.ceph;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A list that librbd fills into an array of the caller, and answers ERANGE with the right length when it is too short.
 *
 * @param structBytes size of one entry
 * @param fill calls librbd with the array and its length
 * @param read one entry
 * @param free what the entries point to
 */
record RbdList<T>(int structBytes, Fill fill, Function<Pointer, T> read, Free free) {
    private static final int FIRST = 16;
    private static final int ATTEMPTS = 20;

    @FunctionalInterface
    interface Fill {
        int into(Pointer array, LongByReference count);
    }

    @FunctionalInterface
    interface Free {
        void all(Pointer array, NativeLong count);
    }

    /** All entries. */
    List<T> get(String what, Map<String, String> facts) {
        LongByReference count = new LongByReference(FIRST);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long room = Math.max(1, count.getValue());
            Memory array = new Memory(room * structBytes);
            array.clear();
            count.setValue(room);
            int result = fill.into(array, count);
            if (Errno.ERANGE.is(result)) {
                // Others may add meanwhile: some more than were there.
                count.setValue(count.getValue() + FIRST);
                continue;
            }
            CephFailures.checked(result, what, facts);
            return taken(array, count.getValue());
        }
        throw CephFailures.of(-34, what + ": it grows faster than it is read", facts, null);
    }

    private List<T> taken(Memory array, long count) {
        try {
            List<T> all = new ArrayList<>();
            for (long index = 0; index < count; index++) {
                all.add(read.apply(array.share(index * structBytes, structBytes)));
            }
            return List.copyOf(all);
        } finally {
            if (count > 0) {
                free.all(array, new NativeLong(count));
            }
        }
    }
}
