package io.longhaul.launcher;

import io.longhaul.stack.LonghaulHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code ./longhaul test} ends with. */
@Command(
        name = "test-report",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Sum up the reports of the last test run.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:all passed, and every skipped test's reason is listed", "1:otherwise"})
final class TestReportCommand implements Callable<Integer> {

    @Option(names = "--build-status", defaultValue = "0", description = "Exit status of the build that ran the tests.")
    private int buildStatus;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path checkout = LonghaulHome.current().checkout();
        TestReports reports = TestReports.read(checkout);
        List<String> allowed = allowedReasons(checkout.resolve(".ci/skips.txt"));
        PrintWriter out = spec.commandLine().getOut();
        reports.failed().forEach(test -> out.println("FAILED  " + test));
        boolean allListed = true;
        for (TestReports.Skipped test : reports.skipped()) {
            boolean listed = allowed.stream().anyMatch(test.reason()::startsWith);
            allListed &= listed;
            out.println("SKIPPED " + test.test() + ": " + test.reason()
                    + (listed ? "" : " (this reason is not in .ci/skips.txt)"));
        }
        boolean good = buildStatus == 0 && reports.failed().isEmpty() && allListed && reports.passed() > 0;
        if (buildStatus != 0 && reports.failed().isEmpty()) {
            out.println("The build failed outside of the tests; its messages are above.");
        }
        out.printf(
                "%d passed, %d failed, %d skipped%n",
                reports.passed(), reports.failed().size(), reports.skipped().size());
        out.flush();
        return good ? 0 : 1;
    }

    private static List<String> allowedReasons(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
