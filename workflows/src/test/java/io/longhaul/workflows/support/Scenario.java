package io.longhaul.workflows.support;

import io.longhaul.schemas.failure.FailureCode;
import io.longhaul.schemas.job.Decision;
import io.longhaul.schemas.job.JobState;
import io.longhaul.workflows.port.Claim;
import io.longhaul.workflows.port.Dependency;
import io.longhaul.workflows.port.Hold;
import io.longhaul.workflows.port.JobEnd;
import io.longhaul.workflows.port.JobInput;
import io.longhaul.workflows.port.Parking;
import io.longhaul.workflows.port.StepResult;
import io.longhaul.workflows.port.StepTransition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One job of a test: what the world answers, and what the job did to it. */
public final class Scenario {
    public final JobInput input;
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<String> ledger = new CopyOnWriteArrayList<>();
    public final List<StepTransition> transitions = new CopyOnWriteArrayList<>();
    public final List<Parking> parkings = new CopyOnWriteArrayList<>();
    public final List<Decision> decisions = new CopyOnWriteArrayList<>();
    public final List<JobEnd> ends = new CopyOnWriteArrayList<>();
    public final Map<String, JobState> states = new ConcurrentHashMap<>();
    public final List<JobInput> children = new CopyOnWriteArrayList<>();
    public final Deque<Hold> holds = new ConcurrentLinkedDeque<>();
    /** What the next questions about a volume are answered; then a volume depends until a child has flattened it. */
    public final Map<String, Deque<Dependency>> dependencies = new ConcurrentHashMap<>();

    public volatile Claim claim = claim(0, 0, Map.of());
    public volatile boolean superseded;
    public final AtomicInteger ledgerFaults = new AtomicInteger();
    public final AtomicLong epoch = new AtomicLong(1);
    public volatile Consumer<Scenario> onChild = child -> {};
    private final Map<String, List<String>> given = new ConcurrentHashMap<>();
    private final Map<String, Deque<Act>> acts = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> stops = new ConcurrentHashMap<>();

    public Scenario(JobInput input) {
        this.input = input;
    }

    /** What a call of the node does instead of succeeding. */
    public sealed interface Act {
        /** It fails with a code. */
        record Fails(FailureCode code) implements Act {}

        /** It fails with an exception that is none of ours. */
        record Breaks() implements Act {}

        /** It runs until it is cancelled or stopped. */
        record Hangs() implements Act {}

        /** It succeeds. */
        record Succeeds() implements Act {}
    }

    public static Claim claim(int parkings, int transitions, Map<String, StepResult> finished) {
        return new Claim(true, null, 1, parkings, transitions, finished, null, null, null, Map.of(), false);
    }

    /** The next calls of a method do this, one after the other; then they succeed. */
    public Scenario on(String method, Act... next) {
        acts.computeIfAbsent(method, key -> new ConcurrentLinkedDeque<>()).addAll(List.of(next));
        return this;
    }

    /** The next calls of a method fail with a code. */
    public Scenario fails(String method, FailureCode code, int times) {
        for (int i = 0; i < times; i++) {
            on(method, new Act.Fails(code));
        }
        return this;
    }

    Act next(String method) {
        Deque<Act> queue = acts.get(method);
        Act act = queue == null ? null : queue.poll();
        return act == null ? new Act.Succeeds() : act;
    }

    /** Ends the hanging calls of a method. */
    public void stop(String method) {
        stopOf(method).countDown();
    }

    /** The changeable parameter that each call of a method was given; {@code none} where there was no value. */
    public List<String> given(String method) {
        return given.computeIfAbsent(method, key -> new CopyOnWriteArrayList<>());
    }

    boolean stopped(String method) {
        return stopOf(method).getCount() == 0;
    }

    /** Waits for the stop of a method, at most so long. */
    void awaitStop(String method, Duration most) throws InterruptedException {
        var unused = stopOf(method).await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CountDownLatch stopOf(String method) {
        return stops.computeIfAbsent(method, key -> new CountDownLatch(1));
    }

    public boolean called(String method) {
        return times(method) > 0;
    }

    public long times(String method) {
        return calls.stream().filter(call -> call.equals(method)).count();
    }

    /** The transitions as {@code step STATE}. */
    public List<String> steps() {
        List<String> lines = new ArrayList<>();
        transitions.forEach(transition -> lines.add(transition.step() + " " + transition.state()));
        return lines;
    }

    public Parking parking() {
        return parkings.get(parkings.size() - 1);
    }

    public JobEnd end() {
        if (ends.size() != 1) {
            throw new AssertionError("ends: " + ends);
        }
        return ends.get(0);
    }
}
