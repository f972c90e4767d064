package io.longhaul.acceptance;

import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.RegisterTemplate;
import io.longhaul.stack.Stack;
import io.longhaul.stack.guest.GuestImage;
import io.longhaul.stack.guest.GuestVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The templates of the tests' guests, each registered once, and the image directory. */
final class Templates {
    private final Cloud cloud;
    private final Stack stack;
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

    /** Name of a second template of the content of {@link #normal()}, for a test to delete. */
    String another() {
        String name = "guest-second";
        cloud.succeeds(cloud.submit(
                new RegisterTemplate(name, copied(GuestVariant.NORMAL, name), ImageFormat.RAW, null, null)));
        return name;
    }

    /** The file from which the template of {@link #normal()} was made: raw. */
    Path image() {
        return GuestImage.of(stack.home(), GuestVariant.NORMAL).file();
    }

    /** A file's path in the node's image directory. */
    Path inImages(String name) {
        return stack.images().resolve(name);
    }

    private synchronized String of(GuestVariant variant) {
        return registered.computeIfAbsent(variant, this::register);
    }

    private String register(GuestVariant variant) {
        String name = "guest-" + variant.name().toLowerCase(Locale.ROOT);
        cloud.succeeds(cloud.submit(new RegisterTemplate(name, copied(variant, name), ImageFormat.RAW, null, null)));
        return name;
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
