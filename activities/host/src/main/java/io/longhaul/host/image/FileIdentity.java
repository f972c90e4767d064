package io.longhaul.host.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * One file in one state: it differs once the file was replaced or written to. The change time cannot be set by whoever
 * owns the file, see stat(2).
 *
 * @param attributes device, inode, size and times as text
 */
public record FileIdentity(String attributes) {
    /** The file as it is now. */
    public static FileIdentity of(Path file) throws IOException {
        Map<String, Object> unix =
                Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return new FileIdentity(new java.util.TreeMap<>(unix).toString());
    }
}
