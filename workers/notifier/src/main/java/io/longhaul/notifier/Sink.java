package io.longhaul.notifier;

/** Where alerts are delivered. */
interface Sink {
    /** Its name in metrics, logs and the consumer group. */
    String name();

    /**
     * Delivers an alert; takes half a minute at most.
     *
     * @throws DeliveryException when it was not taken
     */
    void deliver(Alert alert) throws DeliveryException, InterruptedException;
}
