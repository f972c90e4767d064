package io.longhaul.schemas.event;

/** Types of the CloudEvents, and the topics they are on. */
public final class EventType {
    public static final String JOB_STATE = "io.longhaul.job.state";
    public static final String JOB_STEP = "io.longhaul.job.step";
    public static final String INVENTORY_CHANGE = "io.longhaul.inventory.change";
    public static final String INVENTORY_STATE = "io.longhaul.inventory.state";
    public static final String NODE_REPORT = "io.longhaul.node.report";
    public static final String NODE_DOMAIN = "io.longhaul.node.domain";
    public static final String ALERT = "io.longhaul.alert";

    private EventType() {}
}
