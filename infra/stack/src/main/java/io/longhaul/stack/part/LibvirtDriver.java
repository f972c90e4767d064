package io.longhaul.stack.part;

import io.longhaul.stack.libvirt.LibvirtDaemon;
import io.longhaul.stack.process.Daemon;
import io.longhaul.stack.process.OwnProcess;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The private libvirtd.
 *
 * @param folder of the part
 */
record LibvirtDriver(Path folder) implements PartDriver {

    @Override
    public Optional<String> address() {
        return Optional.of(LibvirtDaemon.uri(folder));
    }

    @Override
    public Optional<OwnProcess> process() {
        return Daemon.attach(folder);
    }

    /** The distribution's packages are not ours to follow. */
    @Override
    public boolean isOutdated() {
        return false;
    }

    @Override
    public void start() {
        LibvirtDaemon.start(folder);
    }

    /** Guests go on; {@code Stack.down} ends them. */
    @Override
    public void stop() {
        LibvirtDaemon.attach(folder).ifPresent(LibvirtDaemon::stop);
    }

    @Override
    public boolean ready() {
        return LibvirtDaemon.answers(folder);
    }
}
