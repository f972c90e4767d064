package io.longhaul.relay.publish;

import io.longhaul.relay.outbox.OutboxRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Says which rows a transaction published. It is committed in the same Kafka transaction, so that the next relay knows
 * whether the rows that it finds are published already.
 *
 * @param ids of the rows, growing
 * @param digest of the rows' event ids: a database that was restored gives the same ids to other events
 */
public record BatchMark(List<Long> ids, String digest) {
    /** Kafka keeps at most 4096 bytes with an offset (offset.metadata.max.bytes). */
    static final int LONGEST = 4000;

    public BatchMark {
        ids = List.copyOf(ids);
    }

    /** The mark of these rows. */
    public static BatchMark of(List<OutboxRow> rows) {
        return new BatchMark(rows.stream().map(OutboxRow::id).toList(), digest(rows));
    }

    /** Whether these are exactly the rows that were marked. */
    public boolean matches(List<OutboxRow> rows) {
        return equals(of(rows));
    }

    /** As text; never longer than Kafka keeps for batches of up to 500 rows, whose gaps take at most three bytes. */
    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(ids.size() * 10);
        long before = 0;
        for (long id : ids) {
            putVariable(bytes, id - before);
            before = id;
        }
        bytes.flip();
        byte[] packed = new byte[bytes.remaining()];
        bytes.get(packed);
        return digest + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(packed);
    }

    /**
     * Reads the text back.
     *
     * @throws IllegalArgumentException when it is not one of ours
     */
    public static BatchMark decode(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a mark of a batch: " + text);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(colon + 1)));
        List<Long> ids = new ArrayList<>();
        long before = 0;
        while (bytes.hasRemaining()) {
            before += getVariable(bytes);
            ids.add(before);
        }
        return new BatchMark(ids, text.substring(0, colon));
    }

    private static void putVariable(ByteBuffer bytes, long value) {
        long rest = value;
        while (rest > 127) {
            bytes.put((byte) ((rest & 127) | 128));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long getVariable(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= ((long) (next & 127)) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String digest(List<OutboxRow> rows) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            rows.forEach(row -> digest.update((row.eventId() + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
