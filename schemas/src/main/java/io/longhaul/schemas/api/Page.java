package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A page of a list.
 *
 * @param items the objects, newest first
 * @param next opaque cursor of the next page; null on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }
}
