package io.longhaul.inventory.lock;

import io.longhaul.schemas.job.Operation;
import java.util.List;

/** Which locks each operation takes. INVARIANT: this is the only place that says so. */
public final class LockTable {
    private LockTable() {}

    /** The part that an object plays in an operation. */
    public enum Part {
        VM("VM"),
        VOLUME("volume"),
        TEMPLATE("template"),
        TEMPLATE_VOLUME("template's volume");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        /** Its name for people. */
        public String words() {
            return words;
        }
    }

    /**
     * A lock on every object that plays a part.
     *
     * @param part the part
     * @param facet what of the object
     * @param exclusive whether nobody else may have it at the same time
     */
    public record Entry(Part part, Facet facet, boolean exclusive) {
        /** The lock on one object. */
        public LockNeed on(String resource) {
            return new LockNeed(resource, facet, exclusive);
        }
    }

    /** The locks of an operation. */
    public static List<Entry> of(Operation operation) {
        return switch (operation) {
            case CLONE_VM ->
                List.of(
                        exclusive(Part.VM, Facet.POWER),
                        exclusive(Part.VM, Facet.PLACEMENT),
                        exclusive(Part.VM, Facet.DISK),
                        exclusive(Part.VOLUME, Facet.CONTENT),
                        shared(Part.TEMPLATE, Facet.CHILDREN));
            case FLATTEN_VOLUME ->
                List.of(exclusive(Part.VOLUME, Facet.CONTENT), shared(Part.TEMPLATE, Facet.CHILDREN));
            case START_VM ->
                List.of(
                        exclusive(Part.VM, Facet.POWER),
                        shared(Part.VM, Facet.PLACEMENT),
                        shared(Part.VM, Facet.DISK),
                        exclusive(Part.VOLUME, Facet.CONTENT));
            case STOP_VM -> List.of(exclusive(Part.VM, Facet.POWER), shared(Part.VM, Facet.PLACEMENT));
            case DELETE_VM ->
                List.of(
                        exclusive(Part.VM, Facet.POWER),
                        exclusive(Part.VM, Facet.PLACEMENT),
                        exclusive(Part.VM, Facet.DISK),
                        exclusive(Part.VOLUME, Facet.CONTENT));
            case REGISTER_TEMPLATE, DELETE_TEMPLATE ->
                List.of(exclusive(Part.TEMPLATE, Facet.CHILDREN), exclusive(Part.TEMPLATE_VOLUME, Facet.CONTENT));
        };
    }

    /** The locks of an operation on the objects that play a part in it. */
    public static List<LockNeed> needs(Operation operation, Part part, List<String> objects) {
        return of(operation).stream()
                .filter(entry -> entry.part() == part)
                .flatMap(entry -> objects.stream().map(entry::on))
                .toList();
    }

    private static Entry exclusive(Part part, Facet facet) {
        return new Entry(part, facet, true);
    }

    private static Entry shared(Part part, Facet facet) {
        return new Entry(part, facet, false);
    }
}
