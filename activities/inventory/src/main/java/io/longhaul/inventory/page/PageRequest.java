package io.longhaul.inventory.page;

/**
 * Which part of a list.
 *
 * @param limit how many at most
 * @param cursor {@code next} of the page before; null: the first page
 */
public record PageRequest(int limit, String cursor) {
    private static final int LIMIT = 50;
    private static final int MAXIMUM = 500;

    public PageRequest {
        if (limit < 1 || limit > MAXIMUM) {
            throw new IllegalArgumentException("a page has 1 to " + MAXIMUM + " objects");
        }
    }

    /** The first page, of 50. */
    public static PageRequest first() {
        return new PageRequest(LIMIT, null);
    }
}
