package dev.bochner.store.source;

import dev.bochner.store.FailureText;
import dev.bochner.store.Secrets;
import dev.bochner.store.source.SourceSpec.Marker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file by which the source's own job says that a day is complete. */
final class SourceMarker {
    private static final Logger LOG = LoggerFactory.getLogger(SourceMarker.class);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Marker marker;
    private final Configuration conf;

    SourceMarker(Marker marker, Configuration conf) {
        this.marker = marker;
        this.conf = conf;
    }

    /**
     * Returns once the marker is there.
     *
     * @throws SourceException if it is not, at once or after the timeout, as the policy has it
     */
    void await(Path directory) {
        Path file = new Path(directory, marker.fileName());
        switch (marker.policy()) {
            case IGNORE -> {}
            case REFUSE -> {
                if (!exists(file)) {
                    throw new SourceException("Source is not complete: there is no " + file
                            + "; run again when it is there, or set source.require-success-file = wait");
                }
            }
            case WAIT -> poll(file);
        }
    }

    private void poll(Path file) {
        Instant deadline = Instant.now().plus(marker.timeout());
        boolean told = false;
        while (!exists(file)) {
            Duration left = Duration.between(Instant.now(), deadline);
            if (left.isNegative() || left.isZero()) {
                throw new SourceException("Source is not complete: " + file + " did not appear within "
                        + marker.timeout().toSeconds() + " s (source.success-file-timeout)");
            }
            if (!told) {
                LOG.info(
                        "Waiting up to {} s for {} (source.require-success-file = wait); Spark and MapReduce write one, pyarrow,"
                                + " polars and DuckDB do not",
                        marker.timeout().toSeconds(),
                        file);
                told = true;
            }
            sleep(left.compareTo(POLL) < 0 ? left : POLL);
        }
    }

    private boolean exists(Path file) {
        try {
            return file.getFileSystem(conf).exists(file);
        } catch (IOException e) {
            throw new SourceException(
                    "Cannot look for the source's marker " + Secrets.redacted(file.toString()) + ": "
                            + FailureText.of(e),
                    e);
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("Interrupted while waiting for the source's marker", e);
        }
    }
}
