package io.longhaul.acceptance;

import org.junit.jupiter.api.AfterEach;

/** A test of the whole system: afterwards every part runs again and no VM is left; every event kept its promises, and the audit passes. */
interface OnTheCloud {
    @AfterEach
    default void leaveNothing() {
        Cloud.running().leaveNothing();
        Invariants.everyEventKeepsThePromises(Cloud.running().kafka());
        Audit.passes(Cloud.running().stack());
    }
}
