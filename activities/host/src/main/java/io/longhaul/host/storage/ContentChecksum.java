package io.longhaul.host.storage;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longhaul.host.Heartbeat;
import io.longhaul.schemas.job.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** SHA-256 over a disk as the guest sees it, by the extents that {@code qemu-img map --output=json} lists. */
final class ContentChecksum {
    private static final int CHUNK = 1 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final List<Path> chain;
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private final long virtualBytes;
    private final Heartbeat heartbeat;
    private long position;

    /** The chain's files, the volume's own first: extents name theirs by depth. */
    ContentChecksum(List<Path> chain, long virtualBytes, Heartbeat heartbeat) {
        this.chain = List.copyOf(chain);
        this.virtualBytes = virtualBytes;
        this.heartbeat = heartbeat;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The checksum in hex. The map is the output of qemu-img for the file. */
    String of(Path map) throws IOException {
        Map<Integer, FileChannel> files = new HashMap<>();
        try (MappingIterator<Extent> extents = JSON.readerFor(Extent.class).readValues(map.toFile())) {
            while (extents.hasNextValue()) {
                add(extents.nextValue(), files);
            }
        } finally {
            for (FileChannel file : files.values()) {
                file.close();
            }
        }
        if (position != virtualBytes) {
            throw new IOException("the map covers " + position + " of " + virtualBytes + " bytes");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(Extent extent, Map<Integer, FileChannel> files) throws IOException {
        if (extent.start() != position) {
            throw new IOException("the map has a gap at byte " + position);
        }
        if (extent.zero() || !extent.data()) {
            addZeros(extent.length());
            return;
        }
        if (extent.offset() == null || extent.depth() >= chain.size()) {
            throw new IOException("the data at byte " + position + " does not lie plain in a file");
        }
        FileChannel file = files.get(extent.depth());
        if (file == null) {
            file = FileChannel.open(chain.get(extent.depth()), StandardOpenOption.READ);
            files.put(extent.depth(), file);
        }
        addData(file, extent.offset(), extent.length());
    }

    private void addZeros(long length) {
        byte[] zeros = new byte[(int) Math.min(CHUNK, length)];
        for (long left = length; left > 0; left -= zeros.length) {
            int count = (int) Math.min(left, zeros.length);
            digest.update(zeros, 0, count);
            advance(count);
        }
    }

    private void addData(FileChannel file, long offset, long length) throws IOException {
        long at = offset;
        for (long left = length; left > 0; ) {
            buffer.clear().limit((int) Math.min(left, CHUNK));
            int count = file.read(buffer, at);
            if (count < 0) {
                throw new IOException("the file ends before its data");
            }
            digest.update(buffer.flip());
            at += count;
            left -= count;
            advance(count);
        }
    }

    private void advance(int count) {
        position += count;
        heartbeat.beat(new Progress("checksum", position, virtualBytes, 0));
    }

    /** One extent, see qemu-img(1), subcommand map. */
    record Extent(long start, long length, int depth, boolean zero, boolean data, Long offset) {}
}
