package io.longhaul.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    @Test
    void explainsEveryCommand() {
        CommandLine root = Main.commandLine();
        assertThat(root.getSubcommands().keySet()).contains("up", "down", "status", "logs", "job", "vm");
        root.getSubcommands()
                .forEach((name, command) ->
                        assertThat(command.getUsageMessage()).as(name).contains("longhaul " + name));
    }

    @Test
    void saysWhatToDoWhenAPartIsUnknown() {
        StringWriter messages = new StringWriter();
        int status = Main.commandLine().setErr(new PrintWriter(messages)).execute("logs", "nonsense");
        assertThat(status).isEqualTo(1);
        assertThat(messages.toString()).contains("no part 'nonsense'", "postgres, kafka, temporal");
    }

    @Test
    void refusesToLeaveOutAPartThatThereIsNot() {
        for (String command : List.of("up", "down", "status")) {
            StringWriter messages = new StringWriter();
            int status =
                    Main.commandLine().setErr(new PrintWriter(messages)).execute(command, "--without", "api,nonsense");
            assertThat(status).isEqualTo(1);
            assertThat(messages.toString()).contains("no part 'nonsense'", "relay, control, api, node");
        }
    }

    @Test
    void sumsUpReportsOfAllModules(@TempDir Path checkout) throws Exception {
        Path reports = Files.createDirectories(checkout.resolve("workers/node/target/surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-a.xml"),
                "<testsuite><testcase classname='A' name='passes'/>"
                        + "<testcase classname='A' name='fails'><failure message='x'/></testcase>"
                        + "<testcase classname='A' name='waits'><skipped message='no KVM here'/></testcase></testsuite>");
        TestReports sum = TestReports.read(checkout);
        assertThat(sum.passed()).isEqualTo(1);
        assertThat(sum.failed()).containsExactly("A.fails");
        assertThat(sum.skipped()).containsExactly(new TestReports.Skipped("A.waits", "no KVM here"));
    }
}
