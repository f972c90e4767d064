package io.longhaul.node;

import io.longhaul.host.audit.Census;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.secret.SecretSearch;
import io.longhaul.workflows.port.CensusPage;
import io.longhaul.workflows.port.CensusPart;
import io.longhaul.workflows.port.NodeAudit;
import io.longhaul.workflows.port.NodeCensus;

/** The census of this node, with a search for the secrets that it holds. */
final class NodeAuditActivities implements NodeAudit {
    private final Census census;
    private final Configuration configuration;

    NodeAuditActivities(Census census, Configuration configuration) {
        this.census = census;
        this.configuration = configuration;
    }

    @Override
    public NodeCensus census() {
        return searched(census.take());
    }

    @Override
    public CensusPage page(CensusPart part) {
        if (part.first()) {
            NodeCensus all = census.take();
            CensusPart first = CensusPart.firstOf(all.files().size());
            return CensusPage.of(searched(all), first);
        }
        return CensusPage.of(census.files(), part);
    }

    private NodeCensus searched(NodeCensus all) {
        SecretSearch search = SecretSearch.ofHost(configuration);
        return all.with(search.texts(), search.findings(), search.unseen());
    }
}
