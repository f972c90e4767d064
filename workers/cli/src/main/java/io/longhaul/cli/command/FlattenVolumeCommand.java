package io.longhaul.cli.command;

import io.longhaul.schemas.job.FlattenVolume;
import io.longhaul.schemas.job.JobRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Flattens a volume. */
@Command(description = "Make a volume independent of its template, while its VM runs or is off.")
final class FlattenVolumeCommand extends RequestCommand {
    @Parameters(paramLabel = "VOLUME", description = "The volume's id.")
    private String volume;

    @Option(
            names = "--bandwidth",
            paramLabel = "MIBPS",
            description = "Limit in MiB/s while the VM runs; with the VM off there is none. Default: none.")
    private Integer bandwidth;

    @Override
    JobRequest request() {
        return new FlattenVolume(volume, bandwidth);
    }
}
