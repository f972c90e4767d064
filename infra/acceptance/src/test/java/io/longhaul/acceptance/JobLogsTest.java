package io.longhaul.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longhaul.cli.http.RefusedException;
import io.longhaul.schemas.api.JobLogLine;
import io.longhaul.schemas.api.JobLogs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of a job come from all processes, who is away is named, and tenants read none. */
class JobLogsTest implements OnTheCloud {
    private final Cloud cloud = Cloud.running();

    @Test
    void aJobsLinesComeFromAllProcessesAndWhoIsAwayIsNamed() {
        cloud.templates().normal();
        String job = cloud.submitDefinedClone(cloud.freshName());
        cloud.jobs().succeeds(job);
        cloud.jobs().succeeds(cloud.submitDefinedClone(cloud.freshName()));

        JobLogs logs = read(job);
        assertThat(logs.unseen()).isEmpty();
        assertThat(processes(logs)).contains("control", "node");
        assertThat(logs.lines()).doesNotHaveDuplicates();
        assertThat(logs.lines()).extracting(JobLogLine::time).isSorted();
        assertThat(logs.lines())
                .allSatisfy(line -> assertThat(line.message() + line.fields()).contains(job));
        assertThat(logs.lines())
                .extracting(line -> line.fields().get("step"))
                .contains("node.CreateDisk", "node.DefineDomain");
        assertThat(catchThrowableOfType(
                                RefusedException.class, () -> cloud.api().get("/v1/jobs/" + job + "/logs"))
                        .status())
                .isEqualTo(403);

        cloud.part("node").kill9();
        JobLogs without = read(job);
        assertThat(without.unseen()).singleElement().asString().startsWith("the node node1 could not be asked");
        assertThat(processes(without)).contains("control"); // whose host has the node's log as well
    }

    private JobLogs read(String job) {
        return cloud.operator().get("/v1/jobs/" + job + "/logs").as(JobLogs.class);
    }

    private static List<String> processes(JobLogs logs) {
        return logs.lines().stream()
                .map(line -> Path.of(line.log()).getParent().getFileName().toString())
                .distinct()
                .toList();
    }
}
