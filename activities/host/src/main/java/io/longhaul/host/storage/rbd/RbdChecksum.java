package io.longhaul.host.storage.rbd;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.ceph.RbdImage;
import io.longhaul.schemas.job.Progress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over an image as the guest sees it. */
final class RbdChecksum {
    private static final int CHUNK = 4 << 20;

    private RbdChecksum() {}

    /** The checksum in hex. */
    static String of(RbdImage image, Heartbeat heartbeat) {
        MessageDigest digest = sha256();
        byte[] chunk = new byte[CHUNK];
        long bytes = image.bytes();
        for (long at = 0; at < bytes; ) {
            int count = image.read(at, chunk);
            digest.update(chunk, 0, count);
            at += count;
            heartbeat.beat(new Progress("checksum", at, bytes, 0));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
