package io.longhaul.host.storage;

/** Makes the effects of long work one by one, each under the fence, so that between them the work can be taken over. */
@FunctionalInterface
public interface EffectGuard {
    /** Makes an effect, or throws when it may not be made any more. */
    void make(Runnable effect);
}
