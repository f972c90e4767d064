package io.longhaul.cli.command;

import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.StopVm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops a VM. */
@Command(description = "Stop a VM: the guest is asked first, and ended when it has not stopped in time.")
final class StopVmCommand extends RequestCommand {
    @Parameters(paramLabel = "VM", description = "Id or name of the VM.")
    private String vm;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "Time for the guest. 0: end it at once. Default: 60.")
    private Integer graceSeconds;

    @Override
    JobRequest request() {
        return new StopVm(vm, graceSeconds);
    }
}
