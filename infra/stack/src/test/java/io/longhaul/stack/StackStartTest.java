package io.longhaul.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.longhaul.stack.part.Part;
import io.longhaul.stack.part.PartDriver;
import io.longhaul.stack.process.OwnProcess;
import io.longhaul.stack.process.ProcessId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StackStartTest {

    private final Heard heard = new Heard();

    @Test
    void saysOfEachPartWhetherItIsStartedRestartedOrRunsAlready() {
        new StackStart(
                        List.of(
                                new Part("new", List.of(), new Driver(false, false)),
                                new Part("old", List.of("new"), new Driver(true, true)),
                                new Part("same", List.of("old"), new Driver(true, false))),
                        heard)
                .run();
        assertThat(heard.said)
                .containsExactly("starting new", "new serves", "old is outdated", "old serves", "same is running");
    }

    private record Driver(boolean runs, boolean isOutdated) implements PartDriver {
        @Override
        public Path folder() {
            return Path.of("nowhere");
        }

        @Override
        public Optional<String> address() {
            return Optional.empty();
        }

        @Override
        public Optional<OwnProcess> process() {
            return runs
                    ? ProcessId.of(ProcessHandle.current().pid()).map(id -> OwnProcess.found(id, folder()))
                    : Optional.empty();
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean ready() {
            return true;
        }
    }

    private static final class Heard implements StackListener {
        private final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public void starting(String part) {
            said.add("starting " + part);
        }

        @Override
        public void running(String part) {
            said.add(part + " is running");
        }

        @Override
        public void outdated(String part) {
            said.add(part + " is outdated");
        }

        @Override
        public void serving(String part, Duration after) {
            said.add(part + " serves");
        }

        @Override
        public void stopped(String part) {
            said.add(part + " has ended");
        }
    }
}
