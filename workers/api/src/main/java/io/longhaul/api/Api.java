package io.longhaul.api;

import io.longhaul.api.audit.AuditRoutes;
import io.longhaul.api.audit.Audits;
import io.longhaul.api.description.DescriptionRoutes;
import io.longhaul.api.http.ApiServer;
import io.longhaul.api.http.Route;
import io.longhaul.api.inventory.InventoryRoutes;
import io.longhaul.api.inventory.NodeRoutes;
import io.longhaul.api.job.JobLogReading;
import io.longhaul.api.job.JobNotices;
import io.longhaul.api.job.JobRoutes;
import io.longhaul.api.job.JobStreams;
import io.longhaul.api.job.Jobs;
import io.longhaul.inventory.Database;
import io.longhaul.inventory.session.Sessions;
import io.longhaul.inventory.token.Tokens;
import io.longhaul.runtime.log.JobLogReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.stream.Stream;

/** All of the API, put together. */
public final class Api implements AutoCloseable {
    private final JobNotices notices;
    private final JobStreams streams;
    private final ApiServer server;

    /**
     * Starts to serve.
     *
     * @param sealKey the deployment's key, 32 bytes
     * @param connections opens connections to PostgreSQL outside the pool
     * @param logs of this host
     */
    public Api(
            String address,
            int port,
            Database database,
            Sessions connections,
            WorkflowClient temporal,
            byte[] sealKey,
            JobLogReader logs,
            MeterRegistry metrics) {
        notices = new JobNotices(connections);
        streams = new JobStreams(notices, metrics);
        Jobs jobs = Jobs.of(database, temporal, sealKey);
        List<Route> routes =
                routes(jobs, streams, new JobLogReading(jobs, temporal, logs), database, new Audits(temporal));
        server = new ApiServer(address, port, routes, new Tokens(database)::find, metrics);
    }

    /** Every route. Nothing is asked yet. */
    static List<Route> routes(Jobs jobs, JobStreams streams, JobLogReading logs, Database database, Audits audits) {
        return Stream.of(
                        new JobRoutes(jobs, streams).routes(),
                        logs.routes(),
                        new InventoryRoutes(database).routes(),
                        new NodeRoutes(database).routes(),
                        new AuditRoutes(audits).routes(),
                        new DescriptionRoutes().routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Tells watchers to come again, finishes the requests that it has, and ends. */
    @Override
    public void close() {
        streams.close();
        server.close();
        notices.close();
    }
}
