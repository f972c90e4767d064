package io.longhaul.control.audit;

import io.longhaul.runtime.config.Configuration;
import io.longhaul.runtime.secret.SecretSearch;
import io.longhaul.schemas.api.AuditCheck;
import io.longhaul.workflows.port.HostSearch;
import java.util.List;

/** The search of this host for the secrets of this process. */
public final class HostSearchActivities implements HostSearch {
    private final Configuration configuration;

    /** For the secrets of that configuration. */
    public HostSearchActivities(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public List<AuditCheck> searchHost() {
        return List.of(SecretSearch.ofHost(configuration).check());
    }
}
