package io.longhaul.api.http;

import io.longhaul.inventory.page.PageRequest;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The query parameters of lists. */
public final class Paging {
    private static final String DEFAULT = "50";
    private static final int MOST = 500;

    private Paging() {}

    /** The names of the query parameters of a list: those of paging, and its own. */
    public static Set<String> with(String... others) {
        Set<String> names = new HashSet<>(List.of(others));
        names.add("limit");
        names.add("cursor");
        return names;
    }

    /** What a request wants. */
    public static PageRequest of(Request request) {
        String limit = request.parameter("limit");
        return new PageRequest(number(limit == null ? DEFAULT : limit), request.parameter("cursor"));
    }

    private static int number(String text) {
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw LonghaulException.of(
                FailureCode.FIELD_INVALID, "The query parameter 'limit' must be a number from 1 to " + MOST + ".");
    }
}
