package io.longhaul.host.libvirt;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import java.util.Map;
import java.util.Optional;
import org.libvirt.Domain;
import org.libvirt.DomainBlockJobInfo;
import org.libvirt.LibvirtException;

/** Block jobs of running domains. A domain that is off or gone has none. */
public final class BlockJobs {
    /** {@code VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP}. */
    private static final int HUMAN_MONITOR = 1;

    /** {@code VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES}. */
    private static final int INFO_BYTES = 1;

    private final LibvirtSession session;

    BlockJobs(LibvirtSession session) {
        this.session = session;
    }

    /** The job on that disk; empty when none runs. */
    public Optional<BlockJob> find(String vm, String disk) {
        Optional<DomainBlockJobInfo> info =
                ask(vm, "look at the block job", domain -> domain.getBlockJobInfo(disk, INFO_BYTES));
        return info.filter(found -> found.type != 0)
                .map(found -> new BlockJob(found.type, found.bandwidth, found.cur, found.end));
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

    /**
     * Limits the job that runs on that disk; nothing happens when none does.
     *
     * @param bytesPerSecond 0: no limit
     */
    public void limit(String vm, String disk, long bytesPerSecond) {
        String what = "limit the block job";
        try {
            session.attempt(what, connection -> {
                connection.limitBlockJob(vm, disk, bytesPerSecond);
                return true;
            });
        } catch (LibvirtCallException e) {
            if (find(vm, disk).isPresent()) {
                throw LibvirtSession.failure(what, e);
            }
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
     * Makes QEMU write what it holds of that node, tables included, to the disk.
     *
     * @param node QEMU's name of the node
     * @return false when the domain is off
     */
    public boolean flush(String vm, String node) {
        Optional<String> answer = ask(
                vm, "flush the disk", domain -> domain.qemuMonitorCommand("qemu-io " + node + " flush", HUMAN_MONITOR));
        answer.filter(words -> !words.isBlank()).ifPresent(words -> {
            throw LonghaulException.of(
                    FailureCode.LIBVIRT_ERROR, "QEMU did not flush the disk: " + words.strip(), Map.of("vm", vm));
        });
        return answer.isPresent();
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
