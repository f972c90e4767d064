package io.longhaul.notifier;

/** An alert was not delivered. */
final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private DeliveryException(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    /** The other side may take it later. */
    static DeliveryException later(String message, Throwable cause) {
        return new DeliveryException(message, false, cause);
    }

    /** The other side will never take this one. */
    static DeliveryException refused(String message, Throwable cause) {
        return new DeliveryException(message, true, cause);
    }

    boolean isRefused() {
        return refused;
    }
}
