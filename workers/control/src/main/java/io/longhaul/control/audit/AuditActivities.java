package io.longhaul.control.audit;

import io.longhaul.inventory.Database;
import io.longhaul.inventory.audit.Holds;
import io.longhaul.inventory.audit.HostAudit;
import io.longhaul.inventory.audit.Records;
import io.longhaul.inventory.audit.RefusedHosts;
import io.longhaul.inventory.node.NodeQueries;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.config.HostName;
import io.longhaul.runtime.secret.SecretForms;
import io.longhaul.runtime.secret.SecretSearch;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.workflows.ControlHosts;
import io.longhaul.workflows.port.AuditLooks;
import io.longhaul.workflows.port.CensusPage;
import io.longhaul.workflows.port.NodeCensus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the audit looks at from the control side. */
public final class AuditActivities implements AuditLooks {
    /** A run that was asked for is started within seconds while Temporal is there. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(1);

    private final Database database;
    private final WorkflowRuns runs;
    private final Topics topics;
    private final ControlHosts hosts;
    private final Configuration configuration;
    private final SecretForms secrets;

    /**
     * The looks.
     *
     * @param configuration this process's, with its secrets
     */
    public AuditActivities(
            Database database, WorkflowRuns runs, Topics topics, ControlHosts hosts, Configuration configuration) {
        this.database = database;
        this.runs = runs;
        this.topics = topics;
        this.hosts = hosts;
        this.configuration = configuration;
        this.secrets = new SecretForms(configuration.secrets());
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

    /** A page's findings are shortened as the whole's are: an event of a history is limited too. */
    @Override
    public List<AuditCheck> part(CensusPage page) {
        return new HostAudit(database)
                .checks(page.census(), page.part()).stream()
                        .map(AuditCheck::shortened)
                        .toList();
    }

    @Override
    public List<String> controlHosts() {
        SortedSet<String> all = new TreeSet<>(hosts.polling().hosts());
        all.add(HostName.of(configuration));
        return List.copyOf(all);
    }

    @Override
    public List<AuditCheck> histories() {
        List<String> unseen = hosts.polling().nameless() ? List.of(ControlHosts.Polling.NAMELESS) : List.of();
        SecretSearch search = new SecretSearch(HostName.of(configuration), secrets);
        return List.of(inHistories(search), AuditCheck.of(Invariant.NO_SECRETS, 0, List.of(), List.of(), unseen));
    }

    @Override
    public List<AuditCheck> secrets() {
        return List.of(inHistories(SecretSearch.ofHost(configuration)));
    }

    private AuditCheck inHistories(SecretSearch search) {
        runs.histories((run, history) -> search.look(run, "the history", history));
        return search.check();
    }
}
