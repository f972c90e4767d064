package io.longhaul.stack.part;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a part is doing. */
public enum PartState {
    /** It serves. */
    RUNNING,
    /** Its process runs and does not serve (yet). */
    UNREADY,
    /** Its process was stopped by a signal and can go on. */
    FROZEN,
    /** It has no process. */
    STOPPED,
    /** The operator runs it; its address is in the configuration. */
    EXTERNAL;

    /** In lower case, as scripts read it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
