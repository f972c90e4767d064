package io.longhaul.host.activity;

import io.longhaul.host.Heartbeat;
import io.longhaul.host.HostParts;
import io.longhaul.host.flatten.Pause;
import io.longhaul.host.guest.SerialWatch;
import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.failure.LonghaulException;
import io.longhaul.schemas.job.Progress;
import io.longhaul.schemas.job.Readiness;
import io.longhaul.workflows.port.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Waits for a guest's sign of readiness until a point in time that no retry moves. */
final class ReadinessWait {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final HostParts host;
    private final String vm;
    private final Readiness readiness;
    private final Instant until;

    ReadinessWait(HostParts host, String vm, Readiness readiness, Instant until) {
        this.host = host;
        this.vm = vm;
        this.readiness = readiness;
        this.until = until;
    }

    Outcome run(Heartbeat heartbeat) {
        return switch (readiness.kind()) {
            case DEFINED, STARTED -> new Outcome("nothing to wait for", false);
            case SERIAL -> serial(heartbeat);
            case AGENT -> agent(heartbeat);
        };
    }

    private Outcome serial(Heartbeat heartbeat) {
        SerialWatch watch = new SerialWatch(host.serialLogs().file(vm), readiness.pattern());
        while (true) {
            // The power is asked first: what a guest wrote before it went off must still count.
            boolean running = host.domains().running(vm);
            Optional<String> line = watch.look();
            if (line.isPresent()) {
                return new Outcome("the console shows the pattern", true);
            }
            requireHope(running, "console shows " + watch.bytesSeen() + " bytes without the pattern");
            heartbeat.beat(Progress.phase("waiting for the console"));
            Pause.of(LOOK);
        }
    }

    private Outcome agent(Heartbeat heartbeat) {
        while (true) {
            if (host.domains().agentAnswers(vm)) {
                return new Outcome("the guest agent answers", true);
            }
            requireHope(host.domains().running(vm), "the guest agent does not answer");
            heartbeat.beat(Progress.phase("waiting for the guest agent"));
            Pause.of(LOOK);
        }
    }

    private void requireHope(boolean running, String seen) {
        if (!running) {
            throw notReady("the VM went off before it was ready", seen);
        }
        if (Instant.now().isAfter(until)) {
            throw notReady("the guest was not ready within " + readiness.timeoutSeconds() + " s", seen);
        }
    }

    private LonghaulException notReady(String message, String seen) {
        return LonghaulException.of(FailureCode.GUEST_NOT_READY, message, Map.of("vm", vm, "seen", seen));
    }
}
