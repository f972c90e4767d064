package io.longhaul.host.image;

import io.longhaul.host.Names;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where images lie that may become templates: those of a tenant in the subdirectory of its name.
 *
 * @param root may be a link itself
 */
public record ImageDirectory(Path root) {

    /**
     * The file of this name.
     *
     * @throws LonghaulException with {@code IMAGE_NOT_FOUND} when there is none, or its name or a link leads elsewhere
     */
    public Path find(String name) {
        Path file = root.resolve(Names.requireImage(name));
        try {
            // Without a link on the way it is where its name says, so a tenant's name never reaches another one's file.
            if (Files.isRegularFile(file)
                    && file.toRealPath().equals(root.toRealPath().resolve(name))) {
                return file;
            }
        } catch (IOException e) {
            throw refused(name, e);
        }
        throw refused(name, null);
    }

    private static LonghaulException refused(String name, IOException cause) {
        LonghaulException failure = LonghaulException.of(
                FailureCode.IMAGE_NOT_FOUND,
                "The node's image directory has no plain file '" + name + "'; links are not followed",
                Map.of("image", name));
        if (cause != null) {
            failure.addSuppressed(cause);
        }
        return failure;
    }
}
