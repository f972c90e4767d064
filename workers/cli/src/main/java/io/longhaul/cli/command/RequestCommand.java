package io.longhaul.cli.command;

import io.longhaul.cli.http.Json;
import io.longhaul.schemas.job.JobRequest;

/** Submits a request that typed options describe. */
abstract class RequestCommand extends SubmitCommand {
    /** The request. */
    abstract JobRequest request();

    @Override
    final String body() {
        return Json.request(request());
    }
}
