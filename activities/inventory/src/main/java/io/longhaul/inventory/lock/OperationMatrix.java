package io.longhaul.inventory.lock;

import io.longhaul.inventory.lock.LockTable.Entry;
import io.longhaul.inventory.lock.LockTable.Part;
import io.longhaul.schemas.job.Operation;
import java.util.List;

/** How every pair of operations on the same objects stands to each other; it follows from {@link LockTable}. */
public final class OperationMatrix {
    private OperationMatrix() {}

    /**
     * The relation of an operation that is asked for to one that is under way on the same objects.
     *
     * @param asked the new one
     * @param held the one that has its locks
     */
    public static Relation of(Operation asked, Operation held) {
        List<Entry> contested = LockTable.of(asked).stream()
                .filter(entry -> !makes(asked, entry.part()))
                .filter(entry -> LockTable.of(held).stream().anyMatch(other -> excludes(entry, other)))
                .toList();
        if (contested.isEmpty()) {
            return Relation.BESIDE;
        }
        boolean contentOnly = contested.stream().allMatch(entry -> entry.facet() == Facet.CONTENT);
        return contentOnly ? overContent(asked, held) : Relation.REFUSED;
    }

    /** Whether the object does not exist before the operation: nobody else can have it. */
    private static boolean makes(Operation operation, Part part) {
        return switch (operation) {
            case CLONE_VM -> part == Part.VM || part == Part.VOLUME;
            case REGISTER_TEMPLATE -> true;
            case FLATTEN_VOLUME, START_VM, STOP_VM, DELETE_VM, DELETE_TEMPLATE -> false;
        };
    }

    private static boolean excludes(Entry entry, Entry other) {
        return entry.part() == other.part()
                && entry.facet() == other.facet()
                && (entry.exclusive() || other.exclusive());
    }

    /** A background flatten stands in nobody's way. */
    private static Relation overContent(Operation asked, Operation held) {
        if (held != Operation.FLATTEN_VOLUME) {
            return Relation.REFUSED;
        }
        return switch (asked) {
            case START_VM -> Relation.PREEMPTS;
            case DELETE_VM -> Relation.WAITS;
            case CLONE_VM, FLATTEN_VOLUME, STOP_VM, REGISTER_TEMPLATE, DELETE_TEMPLATE -> Relation.REFUSED;
        };
    }
}
