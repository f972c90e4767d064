package io.longhaul.api.http;

import java.util.List;

/** Which methods an address takes. */
final class Addresses {
    private Addresses() {}

    static List<String> methods(List<Route> routes, String path) {
        return routes.stream()
                .filter(route -> matches(route.template(), path))
                .map(route -> route.method().name())
                .sorted()
                .toList();
    }

    private static boolean matches(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int index = 0; index < wanted.length; index++) {
            if (!wanted[index].startsWith("{") && !wanted[index].equals(given[index])) {
                return false;
            }
        }
        return true;
    }
}
