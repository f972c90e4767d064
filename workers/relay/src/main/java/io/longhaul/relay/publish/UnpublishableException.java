package io.longhaul.relay.publish;

import io.longhaul.relay.outbox.OutboxRow;
import java.util.List;

/** Kafka will never take a row as it is; it is one of those named. */
public final class UnpublishableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<OutboxRow> suspects;

    /** Which row, and why. */
    public UnpublishableException(OutboxRow row, String reason, Throwable cause) {
        this(List.of(row), reason, cause);
    }

    /** One of these rows, and why. */
    public UnpublishableException(List<OutboxRow> suspects, String reason, Throwable cause) {
        super(text(suspects) + ": " + reason, cause);
        this.suspects = List.copyOf(suspects);
    }

    /** The row, when there is one; else those among which it is. */
    public List<OutboxRow> suspects() {
        return suspects;
    }

    private static String text(List<OutboxRow> suspects) {
        OutboxRow first = suspects.get(0);
        return suspects.size() == 1
                ? "outbox row " + first.id() + " (" + first.topic() + ", " + first.key() + ")"
                : "one of " + suspects.size() + " outbox rows from " + first.id();
    }
}
