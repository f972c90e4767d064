package io.longhaul.host.libvirt;

import io.longhaul.host.Failures;
import io.longhaul.schemas.failure.FailureCode;
import java.util.Map;
import java.util.Optional;
import org.libvirt.Domain;
import org.libvirt.DomainBlockJobInfo;
import org.libvirt.LibvirtException;

/** Block jobs of running domains. A domain that is off or gone has none. */
public final class BlockJobs {
    private final LibvirtSession session;

    BlockJobs(LibvirtSession session) {
        this.session = session;
    }

    /** The job on that disk; empty when none runs. */
    public Optional<BlockJob> find(String vm, String disk) {
        Optional<DomainBlockJobInfo> info = ask(vm, "look at the block job", domain -> domain.getBlockJobInfo(disk, 0));
        return info.filter(found -> found.type != 0).map(found -> new BlockJob(found.type, found.cur, found.end));
    }

    /**
     * Starts a pull of everything below the disk.
     *
     * @param bytesPerSecond 0: no limit
     * @return false when the domain is off or the disk has a job already; look again
     */
    public boolean pull(String vm, String disk, long bytesPerSecond) {
        try {
            return session.attempt("start the block pull", connection -> {
                connection.blockPull(vm, disk, bytesPerSecond);
                return true;
            });
        } catch (LibvirtCallException e) {
            return switch (e.number()) {
                case LibvirtCallException.NO_DOMAIN,
                        LibvirtCallException.OPERATION_INVALID,
                        LibvirtCallException.BLOCK_COPY_ACTIVE -> false;
                default -> throw LibvirtSession.failure("start the block pull", e);
            };
        }
    }

    /** Aborts the job on that disk and waits until it is gone; what was pulled stays. */
    public void abort(String vm, String disk) {
        ask(vm, "abort the block job", domain -> {
            domain.blockJobAbort(disk, 0);
            return true;
        });
    }

    /**
     * Makes QEMU write what it holds of the disk's metadata, and the file to be synced. When a block pull has ended QEMU
     * has taken the backing file out of the header, but keeps the tables that find the pulled content in its memory
     * until the guest flushes: were it killed before, the disk would read as zeros. A domain that is off has nothing.
     *
     * @param alias libvirt's name of the device
     */
    public void flush(String vm, String alias) {
        try {
            String words = session.attempt(
                    "flush the disk",
                    connection -> connection.monitor(
                            vm, "qemu-io -d /machine/peripheral/" + alias + "/virtio-backend \"flush\""));
            if (!words.isBlank()) {
                throw Failures.of(
                        FailureCode.LIBVIRT_ERROR, "QEMU did not flush the disk", Map.of("words", words), null);
            }
        } catch (LibvirtCallException e) {
            switch (e.number()) {
                case LibvirtCallException.NO_DOMAIN, LibvirtCallException.OPERATION_INVALID -> {
                    // It ended meanwhile; an orderly end writes everything.
                }
                default -> throw LibvirtSession.failure("flush the disk", e);
            }
        }
    }

    private <T> Optional<T> ask(String vm, String what, Question<T> question) {
        try {
            return Optional.ofNullable(session.attempt(what, connection -> {
                Domain domain = connection.domainLookupByName(vm);
                try {
                    return question.ask(domain);
                } finally {
                    domain.free();
                }
            }));
        } catch (LibvirtCallException e) {
            return switch (e.number()) {
                case LibvirtCallException.NO_DOMAIN, LibvirtCallException.OPERATION_INVALID -> Optional.empty();
                default -> throw LibvirtSession.failure(what, e);
            };
        }
    }

    private interface Question<T> {
        T ask(Domain domain) throws LibvirtException;
    }
}
