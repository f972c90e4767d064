package io.longhaul.schemas.generation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longhaul.schemas.SchemaFiles;
import io.longhaul.schemas.api.AuditView;
import io.longhaul.schemas.api.DecisionRequest;
import io.longhaul.schemas.api.DeletionPlan;
import io.longhaul.schemas.api.JobAccepted;
import io.longhaul.schemas.api.JobLogs;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.api.NodeView;
import io.longhaul.schemas.api.ReasonRequest;
import io.longhaul.schemas.api.TemplateView;
import io.longhaul.schemas.api.VmView;
import io.longhaul.schemas.api.VolumeView;
import io.longhaul.schemas.event.AlertEvent;
import io.longhaul.schemas.event.DomainObservation;
import io.longhaul.schemas.event.InventoryEvent;
import io.longhaul.schemas.event.InventoryState;
import io.longhaul.schemas.event.JobEvent;
import io.longhaul.schemas.event.NodeReport;
import io.longhaul.schemas.failure.Problem;
import io.longhaul.schemas.job.JobRequest;
import io.longhaul.schemas.job.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every schema file of v1 with its content, as the records have it now. */
public final class SchemaDocuments {
    private SchemaDocuments() {}

    /** File name to content. */
    public static SortedMap<String, ObjectNode> all() {
        SortedMap<String, ObjectNode> documents = new TreeMap<>();
        RequestSchemas requests = new RequestSchemas();
        for (Class<?> type : JobRequest.class.getPermittedSubclasses()) {
            Operation operation = RequestSchemas.operationOf(type);
            documents.put(SchemaFiles.ofRequest(operation), requests.ofOperation(operation, type));
        }
        documents.put("job.request.schema.json", requests.ofAnyOperation());
        documents.put("decision.request.schema.json", requests.of(DecisionRequest.class));
        documents.put("reason.request.schema.json", requests.of(ReasonRequest.class));
        OpenSchemas open = new OpenSchemas();
        openTypes().forEach((name, type) -> documents.put(name + ".schema.json", open.of(type)));
        documents.forEach((file, document) -> {
            ObjectNode body = document.deepCopy();
            document.removeAll();
            document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            document.put("$id", SchemaFiles.id(file).toString());
            body.remove("$schema");
            document.setAll(body);
        });
        return documents;
    }

    private static Map<String, Class<?>> openTypes() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        types.put("job.event", JobEvent.class);
        types.put("inventory.event", InventoryEvent.class);
        types.put("inventory.state", InventoryState.class);
        types.put("node-report.event", NodeReport.class);
        types.put("node-domain.event", DomainObservation.class);
        types.put("alert.event", AlertEvent.class);
        types.put("job.view", JobView.class);
        types.put("vm.view", VmView.class);
        types.put("volume.view", VolumeView.class);
        types.put("template.view", TemplateView.class);
        types.put("node.view", NodeView.class);
        types.put("audit.view", AuditView.class);
        types.put("job-logs.view", JobLogs.class);
        types.put("job-accepted.view", JobAccepted.class);
        types.put("deletion-plan.view", DeletionPlan.class);
        types.put("problem.view", Problem.class);
        return types;
    }
}
