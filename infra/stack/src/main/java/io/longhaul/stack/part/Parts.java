package io.longhaul.stack.part;

import io.longhaul.stack.LonghaulHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes the drivers of the parts. */
public final class Parts {

    private Parts() {}

    /** A server that is not ours but that we run; see {@link ServerDriver}. */
    public static PartDriver server(
            Path folder, Runnable starter, Supplier<String> address, BooleanSupplier readiness, String stopSignal) {
        return new ServerDriver(folder, starter, address, readiness, stopSignal);
    }

    /** A process of ours; its parameters are asked for when it is started. */
    public static PartDriver ours(String name, LonghaulHome home, Supplier<Map<String, String>> settings) {
        return new JavaDriver(name, home, settings);
    }

    /** The private libvirtd. */
    public static PartDriver libvirt(Path folder) {
        return new LibvirtDriver(folder);
    }

    /** What {@code java -cp} needs to run a process of ours. */
    public static String classPath(String name, LonghaulHome home) {
        return BuiltProgram.in(home.checkout().resolve("workers").resolve(name).resolve("target"), name)
                .classPath();
    }
}
