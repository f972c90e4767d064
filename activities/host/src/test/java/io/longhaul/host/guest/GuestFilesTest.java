package io.longhaul.host.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.host.Tries;
import io.longhaul.host.process.Tool;
import io.longhaul.host.process.ToolRunner;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.workflows.plan.SeedPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFilesTest {
    @TempDir
    private Path folder;

    private final ToolRunner tools = new ToolRunner();

    @Test
    void writesANoCloudDiskOnceAndAnewWhenItsContentChanges() throws Exception {
        Path disk = folder.resolve("vm_a.seed.img");
        SeedDisk seeds = new SeedDisk(tools);
        SeedPlan plan = new SeedPlan("i-1", "web", List.of("ssh-ed25519 AAAA me@\"here\": {x}"), null);
        assertThat(seeds.write(disk, plan, "#cloud-config\nsecret: 1\n")).isTrue();
        assertThat(seeds.write(disk, plan, "#cloud-config\nsecret: 1\n")).isFalse();
        assertThat(run("mtype", "-i", disk.toString(), "::meta-data"))
                .contains("\"instance-id\":\"i-1\"", "\"local-hostname\":\"web\"", "me@\\\"here\\\": {x}");
        assertThat(run("mtype", "-i", disk.toString(), "::user-data")).isEqualTo("#cloud-config\nsecret: 1\n");
        assertThat(run("mlabel", "-s", "-i", disk.toString(), "::")).containsIgnoringCase("CIDATA");
        assertThat(Files.getPosixFilePermissions(disk)).hasSize(2);
        assertThat(seeds.write(disk, plan, "#cloud-config\nsecret: 2\n")).isTrue();
        assertThat(folder.resolve("vm_a.seed.img.part")).doesNotExist();
    }

    @Test
    void takesTheLargestUserDataAndKeys() {
        String key = "ssh-rsa " + "A".repeat(8000);
        SeedPlan plan = new SeedPlan("i-1", "web", java.util.Collections.nCopies(32, key), null);
        assertThat(new SeedDisk(tools).write(folder.resolve("vm_b.seed.img"), plan, "x".repeat(65536)))
                .isTrue();
    }

    @Test
    void findsAPatternAcrossReadsAndInAnUnfinishedLine() throws Exception {
        Path log = folder.resolve("vm_a.log");
        SerialWatch watch = new SerialWatch(log, "login: $");
        assertThat(watch.look()).isEmpty();
        Files.writeString(log, "booting\r\nweb lo");
        assertThat(watch.look()).isEmpty();
        Files.writeString(log, "gin: ", StandardOpenOption.APPEND);
        assertThat(watch.look()).hasValue("web login: ");
    }

    @Test
    void findsAPatternBehindALineWithoutEndAndAfterTheLogWasCut() throws Exception {
        Path log = folder.resolve("vm_a.log");
        Files.writeString(log, "x".repeat(300_000) + "\nready now\n");
        assertThat(new SerialWatch(log, "^ready").look()).hasValue("ready now");
        SerialWatch watch = new SerialWatch(log, "^later");
        assertThat(watch.look()).isEmpty();
        Files.writeString(log, "later\n");
        assertThat(watch.look()).hasValue("later");
    }

    @Test
    void refusesAPatternThatIsNoneOfRe2() {
        Tries.fails(FailureCode.GUEST_NOT_READY, () -> new SerialWatch(folder.resolve("l"), "(?=x)"));
    }

    @Test
    void keepsLogsShort() throws Exception {
        SerialLogs logs = new SerialLogs(folder);
        Path log = Files.write(logs.file("vm_a"), new byte[(int) SerialLogs.LONGEST + 1]);
        logs.cutLongOnes();
        assertThat(log).hasSize(0);
        assertThat(folder.resolve("vm_a.log.1")).hasSize(1 << 20);
        assertThat(logs.remove("vm_a")).isTrue();
        assertThat(folder).isEmptyDirectory();
        assertThat(logs.remove("vm_a")).isFalse();
    }

    private String run(String... command) {
        return tools.run(Tool.quick(List.of(command)), new byte[0], Duration.ofSeconds(20));
    }
}
