package io.longhaul.acceptance;

import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.Stack;
import io.longhaul.stack.guest.GuestImage;
import io.longhaul.stack.guest.GuestVariant;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The templates of the tests' guests, each registered once, and the image directory. */
final class Templates {
    private static final int MORE_MEBIBYTES = 448;

    private final Cloud cloud;
    private final Stack stack;
    private String large;
    private final Map<GuestVariant, String> registered = new EnumMap<>(GuestVariant.class);

    Templates(Cloud cloud, Stack stack) {
        this.cloud = cloud;
        this.stack = stack;
    }

    /** Name of the template whose guest prints its disk's checksum and ticks. */
    String normal() {
        return of(GuestVariant.NORMAL);
    }

    /** Name of the template whose guest ignores the power button. */
    String deaf() {
        return of(GuestVariant.DEAF);
    }

    /** Makes a template of the content of {@link #normal()}, for a test to delete. */
    String another(String name) {
        cloud.jobs()
                .succeeds(cloud.submit(
                        new RegisterTemplate(name, copied(GuestVariant.NORMAL, name), ImageFormat.RAW, null, null)));
        return name;
    }

    /** Name of a template like {@link #normal()} with so much more on its disk that its copying can be seen. */
    synchronized String large() {
        if (large == null) {
            String name = "guest-large";
            String file = copied(GuestVariant.NORMAL, name);
            enlarge(inImages(file));
            cloud.jobs().succeeds(cloud.submit(new RegisterTemplate(name, file, ImageFormat.RAW, null, null)));
            large = name;
        }
        return large;
    }

    /** The file from which a template was made: raw. */
    Path image(String template) {
        return inImages(template + ".raw");
    }

    /** A file's path in the tenant's part of the node's image directory. */
    Path inImages(String name) {
        return stack.images().resolve(name);
    }

    private synchronized String of(GuestVariant variant) {
        return registered.computeIfAbsent(variant, this::register);
    }

    private String register(GuestVariant variant) {
        String name = "guest-" + variant.name().toLowerCase(Locale.ROOT);
        cloud.jobs()
                .succeeds(cloud.submit(new RegisterTemplate(name, copied(variant, name), ImageFormat.RAW, null, null)));
        return name;
    }

    /** Writes on behind the guest's partition, so that nothing of it is a hole. */
    private static void enlarge(Path image) {
        byte[] mebibyte = new byte[1 << 20];
        new Random(1).nextBytes(mebibyte);
        try (OutputStream end = Files.newOutputStream(image, StandardOpenOption.APPEND)) {
            for (int i = 0; i < MORE_MEBIBYTES; i++) {
                end.write(mebibyte);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Name of the variant's disk in the image directory. */
    private String copied(GuestVariant variant, String name) {
        try {
            Files.copy(GuestImage.of(stack.home(), variant).file(), inImages(name + ".raw"));
            return name + ".raw";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
