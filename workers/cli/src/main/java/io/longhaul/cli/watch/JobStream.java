package io.longhaul.cli.watch;

import io.longhaul.cli.http.Answer;
import io.longhaul.cli.http.ApiClient;
import io.longhaul.cli.http.ForeignAnswerException;
import io.longhaul.cli.http.RefusedException;
import io.longhaul.cli.http.ServerEvent;
import io.longhaul.cli.http.UnreachableException;
import io.longhaul.schemas.api.JobView;
import io.longhaul.schemas.job.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A job's stream of events, followed across restarts of the API: a broken or silent stream is opened again after the
 * last event that was seen.
 */
public final class JobStream {
    /** Longer than any pause between the API's keep-alive comments. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final ApiClient api;
    private final Duration patience;
    private final Duration pause;

    /**
     * A follower.
     *
     * @param patience how long the API may be away before it is given up
     * @param pause between two attempts to reach it
     */
    public JobStream(ApiClient api, Duration patience, Duration pause) {
        this.api = api;
        this.patience = patience;
        this.pause = pause;
    }

    /**
     * Follows a job until it has ended or is parked.
     *
     * @return its last state
     * @throws UnreachableException when the API stays away
     */
    public JobView follow(String jobId, JobDisplay display) {
        Position position = new Position();
        while (true) {
            try {
                JobView last = readOnce(jobId, display, position);
                if (last != null) {
                    return last;
                }
                position.lost(new UnreachableException("the stream of the job's events ended early", null), patience);
            } catch (ForeignAnswerException e) {
                throw e;
            } catch (UnreachableException e) {
                position.lost(e, patience);
                position.announce(display, e.getMessage());
            } catch (RefusedException e) {
                if (e.status() != 503) {
                    throw e;
                }
                position.lost(e, patience);
                position.announce(display, "the API answers 503");
            }
            rest();
        }
    }

    private JobView readOnce(String jobId, JobDisplay display, Position position) {
        try (InputStream stream = api.stream("/v1/jobs/" + jobId + "/events", position.lastId);
                SilenceGuard guard = new SilenceGuard(stream, SILENCE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(guard.guarded(), StandardCharsets.UTF_8))) {
            ServerEvent event;
            while ((event = ServerEvent.read(lines, position.lastId)) != null) {
                position.seen(event.id());
                JobUpdate update = update(event);
                if (update.job().id() == null) {
                    continue;
                }
                display.show(update);
                if (settled(update.job().state())) {
                    return update.job();
                }
            }
        } catch (IOException e) {
            throw new UnreachableException("the stream of the job's events broke: " + e.getMessage(), e);
        }
        return ended(jobId);
    }

    /** An orderly end of the stream may follow an end of the job that an earlier connection had begun to tell. */
    private JobView ended(String jobId) {
        JobView job = api.get("/v1/jobs/" + jobId).as(JobView.class);
        return job.state().terminal() ? job : null;
    }

    private static JobUpdate update(ServerEvent event) {
        return new JobUpdate(new Answer(event.data()).as(JobView.class), event.data());
    }

    private static boolean settled(JobState state) {
        return state != null && (state.terminal() || state == JobState.NEEDS_ATTENTION);
    }

    private void rest() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted", e);
        }
    }

    /** How far the stream was read, and since when it is broken. */
    private static final class Position {
        private String lastId;
        private long brokenSince;
        private boolean announced;

        void seen(String id) {
            lastId = id;
            brokenSince = 0;
            announced = false;
        }

        void lost(RuntimeException cause, Duration patience) {
            long now = System.nanoTime();
            brokenSince = brokenSince == 0 ? now : brokenSince;
            if (now - brokenSince > patience.toNanos()) {
                throw cause;
            }
        }

        void announce(JobDisplay display, String why) {
            if (!announced) {
                announced = true;
                display.away(why);
            }
        }
    }
}
