package io.longhaul.host;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.regex.Pattern;

/** Names that become file names, XML and arguments here; checked again on the node, whoever checked them before. */
public final class Names {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern IMAGE =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    private Names() {}

    /** The id itself; throws {@code INTERNAL_ERROR} when it could mean more than a plain file name. */
    public static String requireId(String id) {
        if (id == null || !ID.matcher(id).matches()) {
            throw LonghaulException.of(FailureCode.INTERNAL_ERROR, "not an id: '" + id + "'");
        }
        return id;
    }

    /** A tenant's folder and a file in it, neither of which can be {@code ..}; throws {@code IMAGE_NOT_FOUND} when it could lead elsewhere. */
    public static String requireImage(String name) {
        if (name == null || !IMAGE.matcher(name).matches()) {
            throw LonghaulException.of(FailureCode.IMAGE_NOT_FOUND, "not the name of an image file: '" + name + "'");
        }
        return name;
    }
}
