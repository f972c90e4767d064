package io.longhaul.schemas.event;

/** Names of the Kafka topics; what they are like is declared in {@code asyncapi.yaml}. */
public final class Topic {
    public static final String JOB_EVENT = "longhaul.job.event.v1";
    public static final String INVENTORY_EVENT = "longhaul.inventory.event.v1";
    public static final String INVENTORY_STATE = "longhaul.inventory.state.v1";
    public static final String NODE_OBSERVATION = "longhaul.node.observation.v1";
    public static final String ALERT = "longhaul.alert.v1";

    private Topic() {}
}
