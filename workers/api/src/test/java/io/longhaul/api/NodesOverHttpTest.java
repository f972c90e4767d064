package io.longhaul.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Nodes over HTTP, as operators want them. */
class NodesOverHttpTest extends ApiTest {
    @Test
    void aNodeIsTakenOutOfServiceAndBack() {
        HttpResponse<String> out = api.post("root-token", "/v1/nodes/node1/maintenance", "{\"reason\":\"memory\"}");
        assertThat(RunningApi.json(out).path("state").asText()).as(out.body()).isEqualTo("MAINTENANCE");
        assertThat(RunningApi.json(api.submit("alice-token", clone("web-1")))
                        .path("code")
                        .asText())
                .isEqualTo("NO_PLACEMENT");
        assertThat(RunningApi.json(api.post("root-token", "/v1/nodes/node1/activate", "{}"))
                        .path("state")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(api.get("root-token", "/v1/nodes/nowhere").statusCode()).isEqualTo(404);
        assertThat(api.post("root-token", "/v1/nodes/nowhere/activate", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyAnOperatorConfirmsALostHostOffAndSaysWhy() {
        String path = "/v1/nodes/node1/confirm-off";
        String body = "{\"reason\":\"BMC says off\"}";
        assertThat(api.post("alice-token", path, body).statusCode()).isEqualTo(403);
        assertThat(code(api.post("root-token", path, body))).isEqualTo("STATE_CONFLICT");
        api.execute("update node set live = false, lost_at = now() where name = 'node1'");
        assertThat(code(api.post("root-token", path, "{}"))).isEqualTo("FIELD_MISSING");
        assertThat(code(api.post("root-token", path, "{\"reason\":\" \"}"))).isEqualTo("FIELD_MISSING");
        assertThat(api.rows()).containsEntry("node_decision", 0L);

        HttpResponse<String> confirmed = api.post("root-token", path, body);

        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        assertThat(RunningApi.json(confirmed)
                        .path("confirmedOff")
                        .path("reason")
                        .asText())
                .isEqualTo("BMC says off");
        assertThat(RunningApi.json(confirmed).path("confirmedOff").path("who").asText())
                .isEqualTo("token:root");
        assertThat(code(api.submit("alice-token", clone("web-1")))).isEqualTo("NO_PLACEMENT");
        assertThat(api.post("root-token", "/v1/nodes/nowhere/confirm-off", body).statusCode())
                .isEqualTo(404);
    }

    private static String code(HttpResponse<String> refused) {
        return RunningApi.json(refused).path("code").asText();
    }

    private static String clone(String name) {
        return "{\"operation\":\"clone-vm\",\"name\":\"" + name + "\",\"template\":\"base\",\"memoryMib\":128}";
    }
}
