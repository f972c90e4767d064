package io.longhaul.workflows.support;

import io.longhaul.workflows.port.AdmissionAnswer;
import io.longhaul.workflows.port.AdmissionDesk;
import io.longhaul.workflows.port.NodeAdmission;
import io.longhaul.workflows.port.NodeCensus;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A host that runs nothing, and the desk that admits it, after the refusals that a test wants. */
final class FaultyAdmission implements AdmissionDesk, NodeAdmission {
    private final Deque<Long> refusals = new ConcurrentLinkedDeque<>();

    /** The next answers are refusals with these epochs. */
    void refuses(List<Long> epochs) {
        refusals.addAll(epochs);
    }

    @Override
    public AdmissionAnswer admit(String node, long epoch, NodeCensus census) {
        Long refusal = refusals.poll();
        return refusal == null ? new AdmissionAnswer(true, epoch) : new AdmissionAnswer(false, refusal);
    }

    @Override
    public NodeCensus reconcile(long epoch) {
        return new NodeCensus("n1", List.of(), List.of(), List.of(), List.of(), 0, List.of(), List.of());
    }
}
