package io.longhaul.host.storage;

import io.longhaul.schemas.job.Progress;

/** The flattening of one volume by a tool outside this process: it is found again, joined, or ended for certain. */
public interface OfflineFlatten {
    /** Whether it is under way, whoever started it. */
    boolean running();

    /** Starts it; to be called under the fence, when it is not running. */
    void start();

    /** When it runs no more: whether this object started it and saw it end well; false when another worker had started it. */
    boolean succeeded();

    /** How far it is. */
    Progress progress();

    /** Changes whenever it writes; its progress comes in steps of a hundredth of the volume and more. */
    long written();

    /** What the tool said last, for an operator. */
    String lastWords();

    /** Ends it, confirmed; what it has copied stays. False: it was not running. */
    boolean stop();
}
