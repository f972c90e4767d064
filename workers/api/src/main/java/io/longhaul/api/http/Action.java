package io.longhaul.api.http;

/** What a route does. */
@FunctionalInterface
public interface Action {
    /** Answers the request, or throws what its problem document says. */
    void answer(Request request) throws Exception;
}
