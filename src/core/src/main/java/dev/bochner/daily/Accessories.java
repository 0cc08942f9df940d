package dev.bochner.daily;

import dev.bochner.store.LostStagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a run keeps beside the snapshots for users: audit history, report, refused rows. If one of them cannot be written
 * (missing rights, a full quota, a file in place of a directory), a good snapshot is published without it.
 */
final class Accessories {
    private static final Logger LOG = LoggerFactory.getLogger(Accessories.class);

    private final List<String> remarks = new ArrayList<>();

    /** An action that writes one of these files. */
    interface Attempt<T> {
        Optional<T> run() throws IOException;
    }

    /**
     * Runs an action whose failure must not fail the run. A failure becomes a remark, also an I/O failure of a local disk, which
     * Hadoop throws as an Error.
     *
     * @param consequence what a failure means, a clause without a full stop
     * @return the result of the action; empty if it failed
     * @throws LostStagingException if the run has lost its staging
     */
    <T> Optional<T> attempt(String consequence, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (LostStagingException e) {
            throw e;
        } catch (IOException | RuntimeException | FSError e) {
            String remark = consequence + ": " + reason(e);
            LOG.warn(remark, e);
            remarks.add(remark);
            return Optional.empty();
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }

    void remark(String remark) {
        remarks.add(remark);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
