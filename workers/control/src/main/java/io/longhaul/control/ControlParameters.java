package io.longhaul.control;

import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.ConfigParameter;
import io.longhaul.runtime.config.Parsers;
import java.time.Duration;
import java.util.List;

/** Parameters of the control worker. */
public final class ControlParameters {
    public static final ConfigParameter<Integer> CACHED_WORKFLOWS = ConfigParameter.withDefault(
            "control.workflows.cached",
            Parsers.integer(1, 10_000),
            "200",
            "Workflows kept in memory between their tasks; others are replayed from their history.");
    public static final ConfigParameter<Integer> WORKFLOW_SLOTS = ConfigParameter.withDefault(
            "control.workflow.slots", Parsers.integer(2, 1_000), "16", "Workflow tasks at once.");
    public static final ConfigParameter<Integer> LEDGER_SLOTS = ConfigParameter.withDefault(
            "control.ledger.slots", Parsers.integer(1, 1_000), "16", "Writes to the inventory by workflows at once.");
    public static final ConfigParameter<Duration> RECONCILE_SECONDS = ConfigParameter.withDefault(
            "control.reconcile.seconds",
            Parsers.seconds(),
            "10",
            "How often open jobs are compared with their runs in Temporal.");
    public static final ConfigParameter<Duration> NODE_SILENCE_SECONDS = ConfigParameter.withDefault(
            "control.node.silence.seconds",
            Parsers.seconds(),
            "20",
            "A node that is silent for so long counts as lost, unless Kafka was away meanwhile.");
    public static final ConfigParameter<Duration> AUDIT_SECONDS = ConfigParameter.withDefault(
            "control.audit.seconds",
            Parsers.seconds(),
            "3600",
            "How long after the end of a regular audit, whose findings are in the metrics, the next one begins.");
    public static final ConfigParameter<Duration> ALERT_AGAIN_SECONDS = ConfigParameter.withDefault(
            "control.alert.again.seconds",
            Parsers.seconds(),
            "14400",
            "An alert that has lasted for so long, such as of a parked job, is raised again, and then each time after so long.");
    public static final ConfigParameter<Duration> ALERT_ACCEPTED_SECONDS = ConfigParameter.withDefault(
            "control.alert.accepted.seconds",
            Parsers.seconds(),
            "120",
            "A job that was accepted so long ago and that no run has taken up raises an alert.");
    public static final ConfigParameter<Integer> ALERT_HOST_FAILURES = ConfigParameter.withDefault(
            "control.alert.host.failures",
            Parsers.integer(1, 1_000),
            "3",
            "So many steps that failed on one node with one code, within control.alert.host.seconds, raise an alert.");
    public static final ConfigParameter<Duration> ALERT_HOST_SECONDS = ConfigParameter.withDefault(
            "control.alert.host.seconds",
            Parsers.seconds(),
            "900",
            "Over how long failures of a node are counted; its alert is resolved after so long without one.");
    public static final ConfigParameter<Duration> ALERT_NODE_SECONDS = ConfigParameter.withDefault(
            "control.alert.node.seconds",
            Parsers.seconds(),
            "60",
            "A node that is active, counts as lost and was last heard so long ago raises an alert.");

    /** All of them. */
    public static final List<ConfigParameter<?>> ALL = CommonParameters.with(List.of(
            CACHED_WORKFLOWS,
            WORKFLOW_SLOTS,
            LEDGER_SLOTS,
            RECONCILE_SECONDS,
            NODE_SILENCE_SECONDS,
            AUDIT_SECONDS,
            ALERT_AGAIN_SECONDS,
            ALERT_ACCEPTED_SECONDS,
            ALERT_HOST_FAILURES,
            ALERT_HOST_SECONDS,
            ALERT_NODE_SECONDS,
            CommonParameters.POSTGRES_URL,
            CommonParameters.POSTGRES_USER,
            CommonParameters.POSTGRES_PASSWORD_FILE,
            CommonParameters.TEMPORAL_ADDRESS,
            CommonParameters.TEMPORAL_NAMESPACE,
            CommonParameters.KAFKA_BOOTSTRAP_SERVERS));

    private ControlParameters() {}
}
