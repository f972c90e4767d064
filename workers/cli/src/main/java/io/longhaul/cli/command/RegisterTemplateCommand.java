package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.RegisterTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a template. */
@Command(
        description = "Make a template from an image file that lies in a node's image directory. The image is inspected"
                + " before any tool opens it: it must be of the declared format and need no other file.",
        footer = {
            "%nExample:",
            "  " + Invocation.LONGHAUL + " template register debian debian-12.qcow2 --format QCOW2 --watch"
        })
final class RegisterTemplateCommand extends RequestCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The template's name.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "IMAGE",
            description = "The file's name in the tenant's folder of the image directory.")
    private String image;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "The image's format: ${COMPLETION-CANDIDATES}.")
    private ImageFormat format;

    @Option(names = "--storage", paramLabel = "NAME", description = "Storage to convert it into. Default: local.")
    private String storage;

    @Option(names = "--node", paramLabel = "NAME", description = "The node that has the file.")
    private String node;

    @Override
    JobRequest request() {
        return new RegisterTemplate(name, image, format, storage, node);
    }
}
