package io.longhaul.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longhaul.cli.http.Json;
import io.longhaul.schemas.job.JobRequest;

/** Submits a request that typed options describe. */
abstract class RequestCommand extends SubmitCommand {
    /** The request. */
    abstract JobRequest request();

    @Override
    final String body() {
        JobRequest request = request();
        // The operation is written by hand: the records carry it for Jackson only where the static type is JobRequest.
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("operation", request.operation().wireName());
        ObjectNode fields = Json.MAPPER.valueToTree(request);
        fields.remove("operation");
        return Json.write(body.setAll(fields));
    }
}
