package dev.bochner.store;

import dev.bochner.store.TableFiles.Renamed;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Does and undoes the steps of one run, in the staging at its current path. Every operation first checks where the snapshot is,
 * so each is idempotent: it may be repeated after a crash at any point, or after the reply to a rename was lost.
 */
final class Renames {
    private final FeatureTable table;
    private final Staging staging;

    Renames(FeatureTable table, Staging staging) {
        this.table = table;
        this.staging = staging;
    }

    /** Makes the directory that a step's target will lie in. */
    void prepare(RenameStep step) {
        Path parent = staging.locate(step.to()).getParent();
        if (parent.toString().startsWith(staging.owner() + "/")) {
            staging.makeOwned(parent);
        } else {
            table.files().makeDirectories(parent);
        }
    }

    boolean done(RenameStep step) {
        return isAt(step, step.to());
    }

    /**
     * Does a step, unless it has been done.
     *
     * @throws ConflictException if the snapshot is not where it should be, or something else is where it should go
     * @throws LostStagingException if the staging is no longer held
     */
    void forward(RenameStep step) {
        if (done(step)) {
            return;
        }
        if (!isAt(step, step.from())) {
            staging.ensureHeld();
            throw new ConflictException(step.from() + " is no longer the snapshot of run " + step.expected() + " but "
                    + described(step.from()) + ": another command changed it meanwhile. Start this one again");
        }
        if (rename(step.from(), step.to()) != Renamed.MOVED && !done(step)) {
            staging.ensureHeld();
            throw new ConflictException(step.to() + " cannot be made from " + step.from() + ": there is now "
                    + described(step.to()) + ". Start this command again");
        }
    }

    /**
     * Undoes a step, if it has been done.
     *
     * @return whether the snapshot is back; it stays where it is if something else has taken its place
     * @throws LostStagingException if the staging is no longer held
     */
    boolean back(RenameStep step) {
        if (!done(step)) {
            return true;
        }
        Renamed renamed = rename(step.to(), step.from());
        if (renamed == Renamed.MISSING) {
            staging.ensureHeld();
        }
        return renamed == Renamed.MOVED || isAt(step, step.from());
    }

    private Renamed rename(String from, String to) {
        return table.files().rename(staging.locate(from), staging.locate(to));
    }

    private boolean isAt(RenameStep step, String place) {
        return runAt(place).equals(Optional.of(step.expected()));
    }

    private Optional<RunId> runAt(String place) {
        return table.runAt(staging.locate(place));
    }

    private String described(String place) {
        return runAt(place).map(run -> "that of run " + run).orElse("nothing");
    }
}
