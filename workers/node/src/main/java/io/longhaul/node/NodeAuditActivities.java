package io.longhaul.node;

import io.longhaul.host.audit.Census;
import io.longhaul.runtime.config.CommonParameters;
import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.secret.SecretForms;
import io.longhaul.runtime.secret.SecretSearch;
import io.longhaul.workflows.port.NodeAudit;
import io.longhaul.workflows.port.NodeCensus;
import java.util.Map;
import java.util.Optional;

/** The census of this node, with a search for the secret that it holds. */
final class NodeAuditActivities implements NodeAudit {
    private final Census census;
    private final Configuration configuration;

    NodeAuditActivities(Census census, Configuration configuration) {
        this.census = census;
        this.configuration = configuration;
    }

    @Override
    public NodeCensus census() {
        SecretSearch search = new SecretSearch(new SecretForms(Map.of(
                        CommonParameters.SEAL_KEY_FILE.name(), configuration.get(CommonParameters.SEAL_KEY_FILE))))
                .arguments();
        Optional.ofNullable(configuration.get(CommonParameters.AUDIT_LOGS_DIRECTORY))
                .ifPresent(search::logs);
        return census.take().with(search.texts(), search.findings(), search.unseen());
    }
}
