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
 * What a run keeps beside the snapshots, for people to look at: history, report, refused rows. A snapshot that is good is
 * published without them, whatever stands against them (no rights, a full quota, a file in the place of a directory).
 */
final class Accessories {
    private static final Logger LOG = LoggerFactory.getLogger(Accessories.class);

    private final List<String> remarks = new ArrayList<>();

    /** Makes one of them. */
    interface Attempt<T> {
        Optional<T> run() throws IOException;
    }

    /**
     * Tries to keep something. A failure becomes a remark, also that of a local disk, which Hadoop throws as an Error.
     *
     * @param consequence what a failure means, a clause without a full stop
     * @return what was made; empty if it failed
     * @throws LostStagingException if the run is over
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
