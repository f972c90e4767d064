package io.longhaul.cli.command;

import io.longhaul.cli.Invocation;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.cli.output.PlanText;
import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.job.DeleteTemplate;
import io.longhaul.schemas.job.JobRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a template. */
@Command(
        description =
                "Delete a template. One on which clones depend is not deleted: the answer is a plan of what would be"
                        + " done, and --confirm runs exactly that plan. One without clones is deleted at once, which cannot be"
                        + " cancelled; --plan shows first what would be done.")
final class DeleteTemplateCommand extends RequestCommand {
    @Parameters(paramLabel = "TEMPLATE", description = "Id or name of the template.")
    private String template;

    @ArgGroup
    private Planning planning;

    @Override
    JobRequest request() {
        return new DeleteTemplate(template, planning == null ? null : planning.confirm);
    }

    @Override
    public Integer call() {
        if (planning != null && planning.plan) {
            return print(api().get(path()), answer -> lines(answer.as(DeletionPlan.class)));
        }
        try {
            return super.call();
        } catch (RefusedException e) {
            if (!json() && e.problem().path("code").asText().equals("TEMPLATE_IN_USE")) {
                showPlan();
            }
            throw e;
        }
    }

    private void showPlan() {
        DeletionPlan plan = api().get(path()).as(DeletionPlan.class);
        lines(plan).forEach(out()::println);
        out().flush();
    }

    private List<String> lines(DeletionPlan plan) {
        List<String> lines = new ArrayList<>(PlanText.lines(plan));
        lines.add("run it with: " + Invocation.LONGHAUL + " template delete " + template + " --confirm " + plan.id());
        return lines;
    }

    private String path() {
        return "/v1/templates/" + segment(template) + "/deletion";
    }

    private static final class Planning {
        @Option(names = "--plan", description = "Only show what would be done.")
        private boolean plan;

        @Option(
                names = "--confirm",
                paramLabel = "PLAN",
                description = "Run the plan with this id; refused when the world has changed since.")
        private String confirm;
    }
}
