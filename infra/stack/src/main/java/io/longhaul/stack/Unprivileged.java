package io.longhaul.stack;

import io.longhaul.stack.process.Command;
import io.longhaul.stack.process.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** How PostgreSQL, which refuses to run as root, runs as somebody else (docs/decisions/0001). */
enum Unprivileged {
    /** We are not root. */
    AS_WE_ARE(""),
    /** A user namespace in which we are nobody and still own our files. */
    NAMESPACE("unshare -U"),
    /** The user nobody, who is given the files; where user namespaces are forbidden, as in most containers. */
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private final String wrapper;

    Unprivileged(String wrapper) {
        this.wrapper = wrapper;
    }

    /** What this machine allows. */
    static Unprivileged here() {
        if (!Users.isRoot()) {
            return AS_WE_ARE;
        }
        try {
            Command.of("unshare", "-U", "true").run();
            return NAMESPACE;
        } catch (StackException e) {
            return NOBODY;
        }
    }

    /** The words before a command; each execs in place, so the pid stays. */
    List<String> wrapper() {
        return wrapper.isEmpty() ? List.of() : List.of(wrapper.split(" ", -1));
    }

    /** Gives {@code path} and all in it to the other user, where there is one. */
    void own(Path path) {
        if (this == NOBODY) {
            Command.of("chown", "-R", "65534:65534", path.toString()).run();
        }
    }

    /**
     * Lets the other user pass through {@code folder}.
     *
     * @throws StackException when one above it, whose rights are not ours to change, is closed to others
     */
    void pass(Path folder) {
        if (this != NOBODY) {
            return;
        }
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            for (Path above = folder.getParent(); above != null; above = above.getParent()) {
                if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new StackException(
                            "PostgreSQL runs as the user nobody here, where user namespaces are forbidden, and " + above
                                    + " is closed to others; put the checkout elsewhere, such as below /opt, or run:"
                                    + " chmod o+x " + above);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
