package io.longhaul.host.activity;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.workflows.port.SealedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Opens what the API sealed for a VM of this node. The key is read when it is needed and kept nowhere. */
final class SealKey {
    private final Path file;

    SealKey(Path file) {
        this.file = file;
    }

    /** The text; null for null. {@code WORLD_DISAGREES} when the node has no key, or another. */
    String open(String vm, String sealed) {
        if (sealed == null) {
            return null;
        }
        if (file == null) {
            throw LonghaulException.of(FailureCode.WORLD_DISAGREES, "this node has no key to open user-data");
        }
        try {
            return SealedText.open(Files.readAllBytes(file), vm, sealed);
        } catch (IOException e) {
            throw Failures.storage("the key for user-data cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw Failures.of(
                    FailureCode.WORLD_DISAGREES,
                    "the user-data was sealed with another key than this node's",
                    Map.of("vm", vm),
                    e);
        }
    }
}
