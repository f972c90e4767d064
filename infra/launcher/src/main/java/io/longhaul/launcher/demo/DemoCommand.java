package io.longhaul.launcher.demo;

import io.longhaul.cli.http.RefusedException;
import io.longhaul.cli.output.ProblemText;
import io.longhaul.cli.output.Quantity;
import io.longhaul.schemas.job.ImageFormat;
import io.longhaul.stack.LonghaulHome;
import io.longhaul.stack.Stack;
import io.longhaul.stack.StackListener;
import io.longhaul.stack.StackOptions;
import io.longhaul.stack.guest.GuestImage;
import io.longhaul.stack.guest.GuestVariant;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code longhaul demo}. */
@Command(
        name = "demo",
        description = {
            "Start the stack and show the whole way: register a disk image as a template, clone a VM from it, boot the"
                    + " clone from its own disk, flatten the disk while the VM runs, and read the events back from Kafka.",
            "",
            "Without --image the template is a small bootable disk made by this project; its guest prints the checksum of"
                    + " its disk on the serial console, which is compared with the template's. The stack stays up"
                    + " afterwards, and so does the VM until the next demo."
        },
        footer = {
            "%nExamples:",
            "  ./longhaul demo",
            "  ./longhaul demo --image ~/debian-12-generic-amd64.qcow2",
            "  ./longhaul vm list; ./longhaul job list; ./longhaul down"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every check held", "1:something failed; the output says what, and which log to read"})
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Your own disk image: raw, qcow2, or VMDK (streamOptimized).")
    private Path image;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The image's format: ${COMPLETION-CANDIDATES}. Default: told by its first bytes.")
    private ImageFormat format;

    @Override
    public Integer call() {
        Instant begin = Instant.now();
        LonghaulHome home = LonghaulHome.current();
        Stack stack = Stack.of(home, StackOptions.load(home.state().resolve("longhaul.properties")));
        Narrator narrator = new Narrator(new PrintWriter(System.out, true, Charset.defaultCharset()), Demo.STEPS + 2);
        try {
            DemoImage source = narrator.step(
                    image == null ? "Make the demo's bootable disk" : "Look at your image", "", () -> source(home));
            narrator.say(source.file() + ", " + source.format().wireName() + ", sha256 " + source.sha256());
            if (image != null && format == null && source.format() == ImageFormat.RAW && !source.hasBootSignature()) {
                narrator.say("warning: the image is taken as raw, and it has no boot sector: is it a disk image?"
                        + " --format names another format.");
            }
            narrator.step("Start the stack", "", () -> stack.up(new Progress(narrator)));
            Proof proof = new Demo(stack, narrator).run(source);
            summary(narrator, stack, proof, begin);
            return proof.holds() ? 0 : 1;
        } catch (RefusedException e) {
            return failed(narrator, stack, String.join("\n", ProblemText.lines(e)));
        } catch (RuntimeException e) {
            return failed(narrator, stack, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private DemoImage source(LonghaulHome home) {
        return image == null
                ? DemoImage.ours(GuestImage.of(home, GuestVariant.NORMAL).file())
                : DemoImage.of(image.toAbsolutePath(), format);
    }

    private static void summary(Narrator narrator, Stack stack, Proof proof, Instant begin) {
        narrator.line("");
        narrator.line("Summary, after " + Quantity.duration(Duration.between(begin, Instant.now())));
        proof.lines().forEach(narrator::line);
        narrator.line("");
        narrator.line("  Temporal UI  " + stack.part("temporal-ui").address().orElse("-"));
        narrator.line("  API          " + stack.part("api").address().orElse("-") + "/v1/jobs");
        narrator.line("               token: " + stack.tokens().tenant() + " (tenant demo)");
        narrator.line(
                proof.holds()
                        ? "Every check held. The stack stays up until ./longhaul down; see ./longhaul vm list."
                        : "A check FAILED. ./longhaul logs node shows what the node did.");
    }

    private static int failed(Narrator narrator, Stack stack, String message) {
        narrator.line("");
        narrator.line("FAILED: " + message);
        if (!narrator.log().isEmpty()) {
            narrator.line("Read: ./longhaul logs " + narrator.log() + " ("
                    + stack.part(narrator.log()).log() + ")");
        }
        narrator.line("The stack stays as it is: ./longhaul status shows it, ./longhaul down ends it.");
        return 1;
    }

    /** The stack's parts as they come up. */
    private record Progress(Narrator narrator) implements StackListener {
        @Override
        public void starting(String part) {}

        @Override
        public synchronized void running(String part) {
            narrator.say(String.format("%-12s is running", part));
        }

        @Override
        public synchronized void outdated(String part) {
            narrator.say(String.format("%-12s runs an older build: restarting", part));
        }

        @Override
        public synchronized void serving(String part, Duration after) {
            narrator.say(String.format("%-12s serves after %s", part, Quantity.duration(after)));
        }

        @Override
        public void stopped(String part) {}
    }
}
