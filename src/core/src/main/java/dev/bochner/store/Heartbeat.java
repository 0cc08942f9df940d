package dev.bochner.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign of life of a run: an empty file, rewritten at an interval by a thread that does not keep the process alive.
 * Its modification time is the file server's, so staleness is judged by one clock, whatever the drivers' clocks say.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final byte[] EMPTY = new byte[0];

    private final TableFiles files;
    private final Staging staging;
    private final ScheduledExecutorService pacemaker;

    private final ScheduledFuture<?> beats;

    private Heartbeat(TableFiles files, Staging staging, Duration interval) {
        this.files = files;
        this.staging = staging;
        beat();
        this.pacemaker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "heartbeat-" + staging.run());
            thread.setDaemon(true);
            return thread;
        });
        this.beats = pacemaker.scheduleWithFixedDelay(
                this::beatOrWarn, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Writes the file once, and then at every interval until closed. */
    static Heartbeat start(TableFiles files, Staging staging, Duration interval) {
        return new Heartbeat(files, staging, interval);
    }

    /**
     * Rewrites the file.
     *
     * @return the server's time, in milliseconds since 1970
     * @throws LostStagingException if another run has taken the staging over
     */
    synchronized long beat() {
        if (!files.write(staging.heartbeat(), EMPTY)) {
            throw new LostStagingException(staging.run());
        }
        return files.status(staging.heartbeat())
                .orElseThrow(() -> new LostStagingException(staging.run()))
                .getModificationTime();
    }

    private void beatOrWarn() {
        try {
            beat();
        } catch (RuntimeException | Error e) {
            // An exception would end the schedule; the next beat may succeed, and publishing beats once more itself.
            LOG.warn("No heartbeat of run {}: {}", staging.run(), FailureText.of(e));
        }
    }

    /** Ends the thread, after waiting for a write in progress, which must not run into the removal of the staging. */
    @Override
    public void close() {
        beats.cancel(false);
        pacemaker.shutdown();
        try {
            if (!pacemaker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The heartbeat of run {} hangs", staging.run());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
