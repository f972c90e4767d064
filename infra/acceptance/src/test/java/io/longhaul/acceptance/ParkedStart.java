package io.longhaul.acceptance;

import io.longhaul.schemas.job.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A start that is parked at once and can be mended at once: another QEMU process of the VM exists, here one without a machine,
 * until the test ends it.
 */
final class ParkedStart implements AutoCloseable {
    private final Cloud.Vm vm;
    private final Process other;
    private final String job;

    private ParkedStart(Cloud.Vm vm, Process other, String job) {
        this.vm = vm;
        this.other = other;
        this.job = job;
    }

    /** Of a VM that is off. */
    static ParkedStart of(Cloud cloud, Cloud.Vm vm) {
        Process other = otherProcess(vm);
        String job = cloud.submitStart(vm);
        cloud.jobs().awaitState(job, JobState.NEEDS_ATTENTION);
        return new ParkedStart(vm, other, job);
    }

    /** The process that is in the way of a start of this VM. */
    static Process otherProcess(Cloud.Vm vm) {
        try {
            return new ProcessBuilder(
                            "qemu-system-x86_64",
                            "-name",
                            "guest=" + vm.id(),
                            "-machine",
                            "none",
                            "-display",
                            "none",
                            "-S")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cloud.Vm vm() {
        return vm;
    }

    String job() {
        return job;
    }

    long otherPid() {
        return other.pid();
    }

    /** Ends the other process, as the runbook says; a retry then succeeds. */
    void mend() {
        end(other);
    }

    static void end(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        mend();
    }
}
