package io.longhaul.control;

import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.NodeReport;
import java.time.Duration;

/** What takes the observations of nodes. */
public interface Observations {
    /** A node's report. */
    void report(NodeReport report);

    /** A change of a domain. */
    void domain(DomainObservation change);

    /** Marks nodes as lost that were silent for so long. Called only when their reports would have been heard. */
    void sweep(Duration silence);
}
