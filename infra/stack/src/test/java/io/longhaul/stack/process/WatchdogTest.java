package io.longhaul.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

    @TempDir
    private Path parent;

    @Test
    void endsTheProcessesOfAFolderAndOfAStackAndRemovesThemWhenItsOwnerIsGone() throws Exception {
        Path folder = parent.resolve("folder");
        for (Path part : List.of(folder, folder.resolve("run/part"))) {
            OwnProcess process = Daemon.of(part, List.of("sleep", "600")).start();
            assertThat(process.isAlive()).isTrue();
        }
        OwnProcess alone = Daemon.attach(folder).orElseThrow();
        OwnProcess part = Daemon.attach(folder.resolve("run/part")).orElseThrow();

        Process watchdog = new ProcessBuilder(Watchdog.command(folder)).start();
        watchdog.getOutputStream().close();

        assertThat(watchdog.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(alone.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(part.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(folder).doesNotExist();
    }

    @Test
    void leavesEverythingAloneAfterAnOrderlyEnd() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("folder"));
        Process watchdog = new ProcessBuilder(Watchdog.command(folder)).start();
        watchdog.getOutputStream().write("done\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        watchdog.getOutputStream().close();
        assertThat(watchdog.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder).exists();
    }
}
