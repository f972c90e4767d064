package io.longhaul.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Short calls on a node, on its queue {@code node.NAME.control}. Each looks for its own finished work first, acts under
 * the fence, and fails with an {@code ApplicationFailure} whose type is a {@link io.longhaul.schemas.failure.FailureCode} and whose
 * detail is a {@link io.longhaul.schemas.failure.Failure}.
 */
@ActivityInterface(namePrefix = "node.")
public interface NodeControl {
    /** Makes an overlay clone of a template's volume. */
    @ActivityMethod
    Outcome createDisk(DiskSpec disk);

    /** Removes a volume's file; one that is gone counts as removed. */
    @ActivityMethod
    Outcome removeDisk(VolumeTarget volume);

    /** Writes the NoCloud disk. */
    @ActivityMethod
    Outcome writeSeed(SeedSpec seed);

    /** Defines the domain; it is not started. */
    @ActivityMethod
    Outcome defineDomain(DomainSpec domain);

    /** Ends offline work on the volumes, confirmed, and raises their epoch so that none begins again. */
    @ActivityMethod
    Outcome quiesceDisks(QuiesceSpec quiesce);

    /** Starts the domain, after making sure that no other QEMU process of the VM exists. */
    @ActivityMethod
    Outcome startDomain(VmTarget vm);

    /** Asks the guest to shut down; does not wait. */
    @ActivityMethod
    Outcome requestShutdown(VmTarget vm);

    /** Ends the domain at once, and confirms that no QEMU process of the VM is left. */
    @ActivityMethod
    Outcome destroyDomain(VmTarget vm);

    /** Removes the definition, the NoCloud disk and the console log; what is gone counts as removed. Ends the domain if it runs. */
    @ActivityMethod
    Outcome undefineDomain(VmTarget vm);

    /** Stops a flatten of the volume, block job or tool, and confirms that it stopped. */
    @ActivityMethod
    Outcome stopFlatten(VolumeTarget volume);

    /** Stops an import into the volume and removes what it has written. */
    @ActivityMethod
    Outcome stopImport(VolumeTarget volume);

    /** Answers at once: the node's worker lives. */
    @ActivityMethod
    void ping();
}
