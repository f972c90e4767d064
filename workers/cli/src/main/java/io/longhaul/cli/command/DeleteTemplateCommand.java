package io.longhaul.cli.command;

import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.JobRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a template. */
@Command(
        description =
                "Delete a template that no clone depends on. It cannot be cancelled once it has begun: its only step"
                        + " removes the file.")
final class DeleteTemplateCommand extends RequestCommand {
    @Parameters(paramLabel = "TEMPLATE", description = "Id or name of the template.")
    private String template;

    @Override
    JobRequest request() {
        return new DeleteTemplate(template);
    }
}
