package io.longhaul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    private Path folder;

    private static String event(int id, String job) {
        return ": keep-alive\n\nid: " + id + "\nevent: job\ndata: " + job + "\n\n";
    }

    private static String job(String state, String more) {
        return "{\"id\":\"job_1\",\"operation\":\"flatten-volume\",\"state\":\"" + state
                + "\",\"cancelRequested\":false,"
                + "\"tenant\":\"demo\",\"createdAt\":\"2026-01-01T00:00:00Z\"," + "\"version\":1,\"unknownField\":1"
                + more + "}";
    }

    private static String running(int percent) {
        return job(
                "RUNNING",
                ",\"steps\":[{\"name\":\"flatten\",\"state\":\"RUNNING\",\"progress\":{\"phase\":\"block pull\","
                        + "\"bytesDone\":" + percent + ",\"bytesTotal\":100,\"bytesPerSecond\":0}}]");
    }

    @Test
    void goesOnAfterTheLastEventWhenTheApiRestarts() {
        try (RecordedApi api = new RecordedApi()
                .streams(true, event(1, running(10)) + event(2, running(20)) + "id: 3\ndata: {\"id\":")
                .answers(503, "{\"code\":\"UNAVAILABLE\"}")
                .streams(
                        false,
                        event(3, running(90)) + event(4, job("SUCCEEDED", ",\"result\":{\"volume\":\"vol_1\"}")))) {
            CommandRun run = CommandRun.of(api, folder, "job", "watch", "job_1");
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(run.out())
                    .contains(
                            "10 % block pull", "20 % block pull", "90 % block pull", "SUCCEEDED", "volume      vol_1");
            assertThat(api.asked).extracting(RecordedApi.Asked::lastEventId).containsExactly(null, "2", "2");
        }
    }

    @Test
    void aParkedJobEndsTheWaitAndShowsTheDecisions() {
        String parking = ",\"parking\":{\"number\":2,\"step\":\"clone-disk-0\",\"failure\":{\"code\":\"STORAGE_FULL\","
                + "\"message\":\"pool local is full\",\"facts\":{\"pool\":\"local\"}},\"actions\":{\"RETRY\":\"runs it again\"},"
                + "\"runbook\":\"docs/runbook.md#storage_full\",\"since\":\"2026-01-01T00:00:00Z\"}";
        try (RecordedApi api = new RecordedApi().streams(false, event(1, job("NEEDS_ATTENTION", parking)))) {
            CommandRun run = CommandRun.of(api, folder, "job", "watch", "job_1");
            assertThat(run.status()).isEqualTo(ExitStatus.NEEDS_ATTENTION);
            assertThat(run.out())
                    .contains(
                            "parking 2, at step clone-disk-0",
                            "STORAGE_FULL: pool local is full",
                            "longhaul job retry job_1");
        }
    }

    @Test
    void aFailedJobIsStatusOneAndJsonIsUnchanged() {
        String failed = job("FAILED", ",\"error\":{\"code\":\"GUEST_NOT_READY\",\"message\":\"no sign\",\"facts\":{}}");
        try (RecordedApi api = new RecordedApi().streams(false, event(1, failed))) {
            CommandRun run = CommandRun.of(api, folder, "job", "watch", "job_1", "--json");
            assertThat(run.status()).isEqualTo(ExitStatus.JOB_FAILED);
            assertThat(run.out()).isEqualToIgnoringNewLines(failed);
        }
    }

    @Test
    void retryDecidesOnTheParkingThatTheJobShows() {
        String parked = job(
                "NEEDS_ATTENTION",
                ",\"parking\":{\"number\":7,\"step\":\"start\",\"actions\":{},\"since\":\"2026-01-01T00:00:00Z\",\"failure\":{\"code\":\"LIBVIRT_ERROR\",\"message\":\"m\"}}");
        try (RecordedApi api = new RecordedApi().answers(200, parked).answers(202, parked)) {
            CommandRun run = CommandRun.of(api, folder, "job", "retry", "job_1", "--reason", "space was freed");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(api.asked.get(1).path()).isEqualTo("/v1/jobs/job_1/retry");
            assertThat(api.asked.get(1).body()).isEqualTo("{\"parking\":7,\"reason\":\"space was freed\"}");
            assertThat(run.out()).contains("parking 7");
        }
    }

    @Test
    void showsWhatARetryMayChangeAndSendsIt() {
        String parked = job(
                "NEEDS_ATTENTION",
                ",\"parking\":{\"number\":7,\"step\":\"flatten\",\"actions\":{\"RETRY\":\"again\"},\"parameters\":"
                        + "[{\"name\":\"bandwidthMibps\",\"value\":\"none\",\"minimum\":1,\"maximum\":9,\"none\":true,"
                        + "\"meaning\":\"limit in MiB/s\"}],\"since\":\"2026-01-01T00:00:00Z\","
                        + "\"failure\":{\"code\":\"LIBVIRT_ERROR\",\"message\":\"m\"}}");
        try (RecordedApi api = new RecordedApi().answers(200, parked).answers(202, parked)) {
            assertThat(CommandRun.of(api, folder, "job", "show", "job_1").out())
                    .contains("--set NAME=VALUE", "bandwidthMibps=none   # limit in MiB/s; 1 to 9, or none");
            CommandRun run = CommandRun.of(
                    api,
                    folder,
                    "job",
                    "retry",
                    "job_1",
                    "--parking",
                    "7",
                    "--set",
                    "bandwidthMibps=5",
                    "--reason",
                    "r");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(api.asked.get(1).body())
                    .isEqualTo("{\"parking\":7,\"reason\":\"r\",\"parameters\":{\"bandwidthMibps\":\"5\"}}");
        }
        assertThat(CommandRun.of("job", "retry", "job_1", "job_2", "--set", "a=1", "--reason", "r")
                        .status())
                .isEqualTo(ExitStatus.USAGE);
    }
}
