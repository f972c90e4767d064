package io.longhaul.inventory.alert;

import java.time.Duration;

/**
 * When standing trouble is said.
 *
 * @param again an alert that has lasted for so long is raised again
 * @param accepted a job that no run has taken up for so long raises one
 * @param failures so many failures of a node with one code raise one
 * @param failuresWithin over how long they are counted
 * @param silence a lost node that was last heard so long ago raises one
 */
public record AlertPolicy(Duration again, Duration accepted, int failures, Duration failuresWithin, Duration silence) {}
