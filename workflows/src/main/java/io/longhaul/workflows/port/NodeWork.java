package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Long calls on a node, on its queue {@code node.NAME.work}. They heartbeat a {@link io.longhaul.schemas.job.Progress}; an
 * attempt after a lost one finds the work that is still under way and joins it. A worker that shuts down leaves the work
 * running.
 */
@ActivityInterface(namePrefix = "node.")
public interface NodeWork {
    /**
     * Makes the volume independent, by block pull while its VM runs and by {@code qemu-img rebase} while it is off.
     * {@code PREEMPTED} or {@code EPOCH_STALE} when another job has taken the volume over.
     */
    @ActivityMethod
    Outcome flatten(FlattenSpec flatten);

    /** Inspects a foreign image, converts it into the volume and computes its checksum. */
    @ActivityMethod
    ImportedImage importImage(ImportSpec image);
}
