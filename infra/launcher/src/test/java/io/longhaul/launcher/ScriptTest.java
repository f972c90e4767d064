package io.longhaul.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code longhaul}, on a machine where nothing but a JDK is installed and the user is not root. */
class ScriptTest {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();

    @TempDir
    private Path checkout;

    private Path programs;

    @BeforeEach
    void makeTheMachine() throws IOException {
        Files.copy(CHECKOUT.resolve("longhaul"), checkout.resolve("longhaul"));
        Files.createDirectories(checkout.resolve("infra/temporal"));
        for (String file : List.of("build", "go.mod", "go.sum")) {
            Files.copy(
                    CHECKOUT.resolve("infra/temporal").resolve(file),
                    checkout.resolve("infra/temporal").resolve(file));
        }
        programs = Files.createDirectories(checkout.resolve("programs"));
        for (String tool : List.of(
                "bash",
                "cat",
                "cut",
                "dirname",
                "find",
                "grep",
                "head",
                "mkdir",
                "readlink",
                "sed",
                "sha256sum",
                "sort")) {
            program(tool, "exec /usr/bin/" + tool + " \"$@\"");
        }
        program("id", "echo 1000");
        program("dpkg-query", "exit 1");
    }

    @Test
    void namesAllPackagesAtOnceForAUserWhoIsNotRoot() throws Exception {
        for (List<String> command : List.of(List.of("demo"), List.of("build"), List.of("vm", "list"))) {
            String said = run(command);
            assertThat(said.lines().filter(line -> line.contains("apt-get")))
                    .as(String.join(" ", command))
                    .singleElement()
                    .asString()
                    .contains(" maven ", " qemu-system-x86 ", " dosfstools ", " util-linux")
                    .doesNotContain("openjdk")
                    .doesNotContain("prometheus");
        }
        assertThat(run(List.of("test"))).contains(" util-linux prometheus");
    }

    /** Apt is told to leave recommendations out, so a package does not bring what it only recommends. */
    @Test
    void namesThePackageOfEachFileThatTheStackUses() throws Exception {
        List<String> named = List.of(run(List.of("demo")).split("\\s+", -1));
        for (String file : List.of(
                "/usr/lib/syslinux/mbr/mbr.bin",
                "*bin/busybox",
                "*bin/libvirtd",
                "*bin/mcopy",
                "*bin/mkfs.vfat",
                "*bin/qemu-img",
                "*bin/qemu-system-x86_64",
                "*bin/setpriv",
                "*bin/syslinux",
                "*bin/unshare",
                "*bin/virsh",
                "*bin/xz",
                "*bin/zstd",
                "*/libvirt_driver_qemu.so")) {
            String owner = output(new ProcessBuilder("dpkg-query", "--search", file));
            assertThat(owner).as(file).contains(": ");
            assertThat(named).as(file).contains(owner.substring(0, owner.indexOf(':')));
        }
    }

    /** Only for the tests, and only where apt has it: Ubuntu has a snap. */
    @Test
    void namesABrowserForTheTestsWhereAptHasOne() throws Exception {
        boolean debian = Files.readAllLines(Path.of("/etc/os-release")).stream().anyMatch("ID=debian"::equals);
        assertThat(run(List.of("test")).contains(" chromium chromium-driver")).isEqualTo(debian);
        assertThat(run(List.of("build"))).doesNotContain("chromium");
    }

    @Test
    void explainsBuildWithoutBuilding() throws Exception {
        assertThat(run(List.of("build", "--help"))).startsWith("usage: ./longhaul build");
        assertThat(run(List.of("build", "everything"))).startsWith("usage: ./longhaul build");
        assertThat(checkout.resolve(".longhaul")).doesNotExist();
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        List<String> words = Stream.concat(
                        Stream.of("/bin/bash", checkout.resolve("longhaul").toString()), command.stream())
                .toList();
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("PATH", programs.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return output(builder);
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
