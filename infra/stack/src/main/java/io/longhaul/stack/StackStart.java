package io.longhaul.stack;

import io.longhaul.stack.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts parts side by side, each when what it needs serves.
 *
 * @param parts in an order in which every part comes after those that it needs
 * @param listener hears of each
 */
public record StackStart(List<Part> parts, StackListener listener) {

    /** Returns when all serve; throws a {@link StackException} of the first failure, the others suppressed in it. */
    public void run() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Map<String, CompletableFuture<Void>> started = new HashMap<>();
            for (Part part : parts) {
                CompletableFuture<?>[] needed = part.needs().stream()
                        .filter(started::containsKey)
                        .map(started::get)
                        .toArray(CompletableFuture[]::new);
                started.put(part.name(), CompletableFuture.allOf(needed).thenRunAsync(() -> start(part), threads));
            }
            await(started);
        } finally {
            threads.shutdownNow();
        }
    }

    private void start(Part part) {
        long begin = System.nanoTime();
        boolean outdated = part.isOutdated();
        boolean running = part.pid().isPresent() && !outdated;
        if (outdated) {
            listener.outdated(part.name());
        } else if (!running) {
            listener.starting(part.name());
        }
        part.start();
        if (running) {
            listener.running(part.name());
            return;
        }
        listener.serving(part.name(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void await(Map<String, CompletableFuture<Void>> started) {
        List<Throwable> failures = new ArrayList<>();
        for (Part part : parts) {
            try {
                started.get(part.name()).join();
            } catch (CompletionException e) {
                // The same failure reaches every part that waited for the failed one.
                if (!failures.contains(e.getCause())) {
                    failures.add(e.getCause());
                }
            }
        }
        if (!failures.isEmpty()) {
            StackException failure = new StackException(failures.get(0).getMessage(), failures.get(0));
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
