package io.longhaul.schemas.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the audit checks; {@code docs/audit.md} has a section for each. */
public enum Invariant {
    ONE_DOMAIN_PER_VM("at most one domain runs for a VM, on the inventory's host"),
    NOTHING_UNKNOWN("every domain and image on a host is known, or left behind by a job that says so"),
    NOTHING_MISSING("what the inventory calls there is there"),
    JOBS_HAVE_RUNS("a job is open exactly when its workflow is"),
    ONE_TERMINAL_EVENT("an ended job has exactly one terminal event"),
    HOLDS_HAVE_JOBS("no lock, waiter or reservation is without an open job"),
    VERSIONS_ARE_PUBLISHED("every version is the last sequence of its topics, without a gap"),
    NO_SECRETS("no secret is in histories, events, logs or arguments of processes");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    /** What must hold, for people. */
    public String sentence() {
        return sentence;
    }

    /** The name on the wire, for instance {@code one-domain-per-vm}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The invariant of a wire name; throws IllegalArgumentException when there is none. */
    @JsonCreator
    public static Invariant of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
