package io.longhaul.bench;

import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.Stack;
import io.longhaul.stack.guest.GuestImage;
import io.longhaul.stack.guest.GuestVariant;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The templates of the benchmark: a guest that boots, and a data disk of random content; kept between runs. */
final class BenchTemplates {
    private static final int MIB = 1 << 20;

    private final Jobs jobs;
    private final Stack stack;

    BenchTemplates(Jobs jobs, Stack stack) {
        this.jobs = jobs;
        this.stack = stack;
    }

    /** Name of the template whose guest boots. */
    String guest() throws IOException {
        Path disk = GuestImage.of(stack.home(), GuestVariant.NORMAL).file();
        return registered("bench-guest", target -> Files.copy(disk, target));
    }

    /** Name of the template of a data disk, {@code sizeMib} MiB of which 70 % are random bytes and the rest a hole. */
    String data(int sizeMib) throws IOException {
        return registered("bench-data-" + sizeMib, target -> write(target, sizeMib));
    }

    private interface Maker {
        void make(Path target) throws IOException;
    }

    private String registered(String name, Maker maker) throws IOException {
        try {
            jobs.api().get("/v1/templates/" + name);
            return name;
        } catch (RefusedException e) {
            if (e.status() != 404) {
                throw e;
            }
        }
        Path image = stack.images().resolve(name + ".raw");
        Files.deleteIfExists(image);
        maker.make(image);
        jobs.succeed(new RegisterTemplate(name, name + ".raw", ImageFormat.RAW, null, null));
        Files.delete(image);
        return name;
    }

    private static void write(Path target, int sizeMib) throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        byte[] block = new byte[MIB];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), MIB)) {
            for (int i = 0; i < sizeMib * 7L / 10; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        try (var channel = Files.newByteChannel(target, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position((long) sizeMib * MIB - 1).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
    }
}
