package io.longhaul.workflows.support;

import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.schemas.api.AuditFinding;
import io.longhaul.schemas.api.Invariant;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.workflows.port.AuditLooks;
import io.longhaul.workflows.port.CensusPage;
import io.longhaul.workflows.port.CensusPart;
import io.longhaul.workflows.port.HostSearch;
import io.longhaul.workflows.port.LogReads;
import io.longhaul.workflows.port.NodeAudit;
import io.longhaul.workflows.port.NodeCensus;
import java.util.List;

/** What the audit and the reader of logs ask: a node in two parts, a host of a control worker, and a finding when wanted. */
final class FaultyQuestions implements AuditLooks, NodeAudit, HostSearch, LogReads {
    /** The host of the control worker. */
    static final String HOST = "h1";

    private volatile boolean fault;

    /** Whether something is found from now on. */
    void finds(boolean something) {
        fault = something;
    }

    @Override
    public List<String> nodes() {
        return List.of("n1");
    }

    @Override
    public List<AuditCheck> records() {
        return List.of(AuditCheck.of(
                Invariant.HOLDS_HAVE_JOBS,
                1,
                fault ? List.of(new AuditFinding("vm_1", "the lock power is held by nobody")) : List.of()));
    }

    @Override
    public List<AuditCheck> host(NodeCensus census) {
        return List.of(AuditCheck.of(Invariant.NOTHING_UNKNOWN, 1, List.of()));
    }

    @Override
    public List<AuditCheck> part(CensusPage page) {
        return host(page.census());
    }

    @Override
    public List<String> controlHosts() {
        return List.of(HOST);
    }

    @Override
    public List<AuditCheck> histories() {
        return List.of(AuditCheck.of(Invariant.NO_SECRETS, 1, List.of()));
    }

    @Override
    public List<AuditCheck> secrets() {
        return histories();
    }

    @Override
    public List<AuditCheck> searchHost() {
        return histories();
    }

    @Override
    public NodeCensus census() {
        return new NodeCensus("n1", List.of(), List.of(), List.of(), List.of("local"), 0, List.of(), List.of());
    }

    @Override
    public CensusPage page(CensusPart part) {
        return CensusPage.of(census(), new CensusPart(part.index(), 2));
    }

    @Override
    public JobLogs of(String jobId) {
        return new JobLogs(List.of(), false, List.of());
    }
}
