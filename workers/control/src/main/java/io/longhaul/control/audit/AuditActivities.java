package io.longhaul.control.audit;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.audit.Holds;
import io.longhaul.inventory.audit.HostAudit;
import io.longhaul.inventory.audit.Records;
import io.longhaul.inventory.audit.RefusedHosts;
import io.longhaul.inventory.node.NodeQueries;
import io.longhaul.runtime.secret.SecretForms;
import io.longhaul.runtime.secret.SecretSearch;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.workflows.port.AuditLooks;
import io.longhaul.workflows.port.NodeCensus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the audit looks at from the control side. */
public final class AuditActivities implements AuditLooks {
    /** A run that was asked for is started within seconds while Temporal is there. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final WorkflowRuns runs;
    private final Topics topics;
    private final SecretForms secrets;
    private final Optional<Path> logs;

    /**
     * The looks.
     *
     * @param secrets those of this process
     * @param logs where logs are searched; empty: nowhere
     */
    public AuditActivities(
            Database database, WorkflowRuns runs, Topics topics, SecretForms secrets, Optional<Path> logs) {
        this.database = database;
        this.runs = runs;
        this.topics = topics;
        this.secrets = secrets;
        this.logs = logs;
    }

    @Override
    public List<String> nodes() {
        return new NodeQueries(database)
                .list().items().stream().map(NodeView::name).toList();
    }

    @Override
    public List<AuditCheck> records() {
        List<AuditCheck> checks = new ArrayList<>();
        checks.add(new Holds(database).check());
        checks.add(new RefusedHosts(database).check());
        // The inventory first: what it says was published or waits in the outbox is on the topics when they are read.
        Records records = Records.read(database, START_PATIENCE);
        checks.add(new JobRunsCheck(runs).of(records.jobs()));
        checks.addAll(new EventsCheck(topics, secrets).of(records));
        return checks;
    }

    @Override
    public List<AuditCheck> host(NodeCensus census) {
        return new HostAudit(database).checks(census);
    }

    @Override
    public List<AuditCheck> secrets() {
        SecretSearch search = new SecretSearch(secrets).arguments();
        logs.ifPresent(search::logs);
        runs.histories((run, history) -> search.look(run, "the history", history));
        return List.of(
                AuditCheck.of(Invariant.NO_SECRETS, search.texts(), search.findings(), List.of(), search.unseen()));
    }
}
