package io.longhaul.lab;

import io.longhaul.lab.ceph.CephCluster;
import io.longhaul.lab.ceph.CephOptions;
import io.longhaul.lab.ceph.CephPlace;
import io.longhaul.stack.Folders;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.StackException;
import io.longhaul.stack.StackListener;
import io.longhaul.stack.StackLock;
import io.longhaul.stack.process.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The lab in a state folder: everything of it is below {@code lab} there. */
public final class Lab {
    private final Path folder;
    private final LabNetwork network;

    private Lab(Path folder) {
        this.folder = folder;
        this.network = new LabNetwork(folder.resolve("ns"));
    }

    /** The lab of that home, made or not, running or not. */
    public static Lab of(LonghaulHome home) {
        return new Lab(home.state().resolve("lab"));
    }

    /**
     * Makes what is missing and starts what does not run; returns when all serves.
     *
     * @param options of a new cluster; empty: the usual ones, or those of the cluster that is there
     * @throws StackException when we are not root, or the cluster that is there was made with other options
     */
    public CephCluster up(Optional<CephOptions> options, StackListener listener) {
        if (!Users.isRoot()) {
            throw new StackException("the lab makes network namespaces and mounts, so it is started as root");
        }
        try (StackLock lock = StackLock.of(folder)) {
            lock.hold();
            network.ensure();
            return cluster(LabOptions.keep(folder, options)).up(listener);
        }
    }

    /** Ends everything and removes all of it, data included; does nothing where nothing is. */
    public void down(StackListener listener) {
        if (!Files.exists(folder)) {
            return;
        }
        try (StackLock lock = StackLock.of(folder)) {
            lock.hold();
            LabOptions.find(folder).ifPresent(options -> cluster(options).down(listener));
            network.remove();
            removeAllButTheLock();
        }
    }

    /** Who waits for the lock must find it where it was. */
    private void removeAllButTheLock() {
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> !file.getFileName().toString().equals(StackLock.FILE))
                    .forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove what is in " + folder, e);
        }
    }

    /** Its storage cluster; empty when there is no lab. */
    public Optional<CephCluster> ceph() {
        return LabOptions.find(folder).map(this::cluster);
    }

    private CephCluster cluster(CephOptions options) {
        return CephCluster.of(
                folder.resolve("ceph"), CephPlace.in(network.wire(), LabNetwork.STORAGE_ADDRESS), options);
    }
}
