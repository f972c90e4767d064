package io.longhaul.cli.command;

import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.StartVm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts a VM. */
@Command(description = "Start a VM that is off. Starting one that runs succeeds and says so.")
final class StartVmCommand extends RequestCommand {
    @Parameters(paramLabel = "VM", description = "Id or name of the VM.")
    private String vm;

    @Override
    JobRequest request() {
        return new StartVm(vm);
    }
}
