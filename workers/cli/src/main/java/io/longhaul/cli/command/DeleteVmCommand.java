package io.longhaul.cli.command;

import io.longhaul.schemas.job.DeleteVm;
import io.longhaul.schemas.job.JobRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a VM. */
@Command(description = "Delete a VM with its disks; it is ended if it runs.")
final class DeleteVmCommand extends RequestCommand {
    @Parameters(paramLabel = "VM", description = "Id or name of the VM.")
    private String vm;

    @Override
    JobRequest request() {
        return new DeleteVm(vm);
    }
}
