package io.longhaul.control;

import io.longhaul.control.audit.AuditActivities;
import io.longhaul.control.audit.HostSearchActivities;
import io.longhaul.control.audit.RegularAudit;
import io.longhaul.control.audit.Topics;
import io.longhaul.control.audit.WorkflowRuns;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.DatabaseConfig;
import io.longhaul.inventory.alert.AlertPolicy;
import io.longhaul.inventory.alert.StandingAlerts;
import io.longhaul.inventory.fleet.FleetQueries;
import io.longhaul.inventory.job.JobLedgerActivities;
import io.longhaul.inventory.job.JobService;
import io.longhaul.inventory.job.JobServiceConfig;
import io.longhaul.inventory.job.Reconciliation;
import io.longhaul.inventory.job.RunLost;
import io.longhaul.inventory.node.Admission;
import io.longhaul.inventory.node.NodeRegistry;
import io.longhaul.inventory.session.Notifications;
import io.longhaul.inventory.session.Sessions;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.HostName;
import io.longhaul.runtime.log.JobLogReader;
import io.longhaul.runtime.process.Lifecycle;
import io.longhaul.runtime.process.ProcessContext;
import io.longhaul.runtime.temporal.ActivityLogInterceptor;
import io.longhaul.runtime.temporal.TemporalClient;
import io.longhaul.runtime.temporal.TemporalWorkers;
import io.longhaul.workflows.ControlHosts;
import io.longhaul.workflows.WorkflowStarter;
import io.longhaul.workflows.Workflows;
import io.longhaul.workflows.port.PayloadFormat;
import io.longhaul.workflows.port.TaskQueues;
import io.micrometer.core.instrument.Gauge;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** Puts the control worker together. */
final class ControlProcess {
    private static final Duration FINISH_TASKS = Duration.ofSeconds(10);
    private static final Duration START_ROUND = Duration.ofSeconds(2);
    private static final Duration AUDIT_ROUND = Duration.ofSeconds(5);
    private static final Duration ALERT_ROUND = Duration.ofSeconds(5);
    private static final Duration MEASURE_ROUND = Duration.ofSeconds(10);
    private static final Duration QUEUE_ROUND = Duration.ofSeconds(30);
    private static final Duration EXPIRE_ROUND = Duration.ofHours(1);
    private static final long LEADER_KEY = 0x4c4f4e47; // "LONG"
    private static final int CONNECTIONS = 12;
    private static final int HOST_SLOTS = 4;
    private static final long DEADLOCK_MILLIS = 10_000;

    private ControlProcess() {}

    /** Starts it. What is opened later is closed earlier: ears and rounds, workers, then the database. */
    static void start(ProcessContext context) throws InterruptedException {
        Configuration configuration = context.configuration();
        Lifecycle lifecycle = context.lifecycle();
        Database database = lifecycle.opened("database", Database.open(databaseConfig(configuration)));
        database.awaitSchema();
        TemporalClient temporal = lifecycle.opened(
                "temporal",
                new TemporalClient(
                        configuration,
                        ControlHosts.identity(HostName.of(configuration)),
                        PayloadFormat.CONVERTER,
                        context.metrics()));
        TemporalWorkers workers = lifecycle.opened("workers", workers(configuration, temporal, database));
        context.health().needs("workers", workers::problem);
        startJobs(context, temporal, database);
        observe(context, database);
        measure(context, database, temporal);
    }

    private static void measure(ProcessContext context, Database database, TemporalClient temporal) {
        FleetQueries fleet = new FleetQueries(database);
        FleetGauges inventory = new FleetGauges(fleet::now, context.metrics());
        TemporalGauges queues = new TemporalGauges(temporal.client(), fleet::now, context.metrics());
        context.lifecycle().opened("measures", new Rounds("measure-fleet", MEASURE_ROUND, inventory::round));
        context.lifecycle().opened("queue measures", new Rounds("measure-temporal", QUEUE_ROUND, queues::round));
    }

    private static void startJobs(ProcessContext context, TemporalClient temporal, Database database) {
        Reconciliation jobs = new Reconciliation(database);
        JobService service = new JobService(database, JobServiceConfig.withKey(null));
        Lifecycle lifecycle = context.lifecycle();
        Sessions sessions = Sessions.of(databaseConfig(context.configuration()), "longhaul-control-session");
        JobStarter starter = lifecycle.opened(
                "job starter", new JobStarter(jobs, new WorkflowStarter(temporal.client()), context.metrics()));
        Messenger messenger = lifecycle.opened("messenger", new Messenger(jobs, service, temporal.client()));
        Reconciler reconciler = new Reconciler(
                jobs,
                new RunLost(database),
                new Runs(temporal.client()),
                new RunList(temporal.client()),
                context.metrics());
        Leadership leadership = lifecycle.opened("leadership", new Leadership(sessions, LEADER_KEY));
        Gauge.builder("longhaul.control.leader", () -> leadership.leads() ? 1 : 0)
                .description("1 when this process leads")
                .register(context.metrics());
        Rounds starting = lifecycle.opened("start rounds", new Rounds("start-jobs", START_ROUND, () -> {
            if (leadership.held()) {
                starter.round();
                messenger.round();
            }
        }));
        Rounds reconciling = lifecycle.opened(
                "reconcile rounds",
                new Rounds("reconcile", context.configuration().get(ControlParameters.RECONCILE_SECONDS), () -> {
                    if (leadership.held()) {
                        reconciler.round();
                    }
                }));
        StandingAlerts alerts = new StandingAlerts(database, alertPolicy(context.configuration()));
        lifecycle.opened("alert rounds", new Rounds("alerts", ALERT_ROUND, () -> {
            if (leadership.held()) {
                alerts.round();
            }
        }));
        lifecycle.opened("idempotency keys", new Rounds("expire-keys", EXPIRE_ROUND, () -> {
            if (leadership.held()) {
                jobs.expireKeys();
            }
        }));
        AdmissionStarter admissions = new AdmissionStarter(new Admission(database), temporal.client());
        lifecycle.opened("admissions", new Rounds("admit-nodes", START_ROUND, () -> {
            if (leadership.held()) {
                admissions.round();
            }
        }));
        RegularAudit audit = new RegularAudit(
                temporal.client(), context.configuration().get(ControlParameters.AUDIT_SECONDS), context.metrics());
        lifecycle.opened("audits", new Rounds("audit", AUDIT_ROUND, () -> audit.round(leadership.held())));
        context.health().needs("start-jobs", starting::problem);
        context.health().needs("reconcile", reconciling::problem);
        lifecycle.opened("jobs", new Notifications(sessions, "longhaul_job", starter::hint));
        lifecycle.opened("cancels", new Notifications(sessions, "longhaul_cancel", jobId -> messenger.round()));
        lifecycle.opened("wakes", new Notifications(sessions, "longhaul_wake", messenger::wake));
    }

    private static AlertPolicy alertPolicy(Configuration configuration) {
        return new AlertPolicy(
                configuration.get(ControlParameters.ALERT_AGAIN_SECONDS),
                configuration.get(ControlParameters.ALERT_ACCEPTED_SECONDS),
                configuration.get(ControlParameters.ALERT_HOST_FAILURES),
                configuration.get(ControlParameters.ALERT_HOST_SECONDS),
                configuration.get(ControlParameters.ALERT_NODE_SECONDS));
    }

    private static void observe(ProcessContext context, Database database) {
        Configuration configuration = context.configuration();
        ObservationConsumer observations = context.lifecycle()
                .opened(
                        "observations",
                        new ObservationConsumer(
                                configuration.get(CommonParameters.KAFKA_BOOTSTRAP_SERVERS),
                                new InventoryObservations(new NodeRegistry(database)),
                                configuration.get(ControlParameters.NODE_SILENCE_SECONDS)));
        context.health().needs("observations", observations::problem);
    }

    private static TemporalWorkers workers(Configuration configuration, TemporalClient temporal, Database database) {
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal.client(),
                WorkerFactoryOptions.newBuilder()
                        .setWorkflowCacheSize(configuration.get(ControlParameters.CACHED_WORKFLOWS))
                        .setMaxWorkflowThreadCount(
                                Math.max(600, 4 * configuration.get(ControlParameters.CACHED_WORKFLOWS)))
                        .setWorkerInterceptors(new ActivityLogInterceptor())
                        .build());
        Worker worker = factory.newWorker(
                TaskQueues.CONTROL,
                WorkerOptions.newBuilder()
                        .setMaxConcurrentWorkflowTaskExecutionSize(configuration.get(ControlParameters.WORKFLOW_SLOTS))
                        .setMaxConcurrentLocalActivityExecutionSize(configuration.get(ControlParameters.LEDGER_SLOTS))
                        // A second, the SDK's default, accuses workflows of a deadlock on a machine that is merely
                        // busy.
                        .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                        .build());
        LogActivities logs = new LogActivities(JobLogReader.of(configuration));
        worker.registerWorkflowImplementationTypes(Workflows.implementations().toArray(new Class<?>[0]));
        worker.registerActivitiesImplementations(
                new JobLedgerActivities(database),
                new Admission(database),
                audit(configuration, temporal, database),
                logs);
        factory.newWorker(
                        TaskQueues.controlHost(HostName.of(configuration)),
                        WorkerOptions.newBuilder()
                                .setMaxConcurrentActivityExecutionSize(HOST_SLOTS)
                                .setMaxConcurrentActivityTaskPollers(1)
                                .build())
                .registerActivitiesImplementations(logs, new HostSearchActivities(configuration));
        return new TemporalWorkers("control", temporal, factory, FINISH_TASKS);
    }

    private static AuditActivities audit(Configuration configuration, TemporalClient temporal, Database database) {
        return new AuditActivities(
                database,
                new WorkflowRuns(temporal.client()),
                new Topics(configuration.get(CommonParameters.KAFKA_BOOTSTRAP_SERVERS)),
                new ControlHosts(temporal.client()),
                configuration);
    }

    private static DatabaseConfig databaseConfig(Configuration configuration) {
        return new DatabaseConfig(
                configuration.get(CommonParameters.POSTGRES_URL),
                configuration.get(CommonParameters.POSTGRES_USER),
                configuration.get(CommonParameters.POSTGRES_PASSWORD_FILE).text(),
                CONNECTIONS);
    }
}
