package io.longhaul.node;

import io.cloudevents.CloudEvent;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be sent: changes of domains in their order, then the newest report. A report replaces the one before it;
 * of the changes the oldest are given up, since every report carries the power of all domains.
 */
final class Outgoing {
    private static final int MOST_CHANGES = 256;

    private final Deque<DomainObservation> changes = new ArrayDeque<>();
    private NodeReport report;

    synchronized void put(NodeReport newest) {
        report = newest;
        notifyAll();
    }

    synchronized void put(DomainObservation change) {
        if (changes.size() == MOST_CHANGES) {
            changes.removeFirst();
        }
        changes.addLast(change);
        notifyAll();
    }

    /** What is next; waits at most so long, and is null when nothing came. */
    synchronized CloudEvent next(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (changes.isEmpty() && report == null) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        if (!changes.isEmpty()) {
            return NodeEvents.of(changes.removeFirst());
        }
        CloudEvent event = NodeEvents.of(report);
        report = null;
        return event;
    }

    synchronized boolean isEmpty() {
        return changes.isEmpty() && report == null;
    }
}
