package dev.bochner.store;

import dev.bochner.store.TableFiles.Renamed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A refused run's staging within that of the run that accepts it, {@code owner/adopted/<refused run-id>}. It is moved in by one
 * rename, and a run that takes over the enclosing staging takes this one over as well. Whatever the accepting run does not
 * publish is moved back to where it was.
 */
final class HeldStaging {
    static final String ADOPTED = "adopted";
    private static final Pattern PLACE = Pattern.compile(".*/" + Staging.OWNER + "/" + ADOPTED + "/([^/]+)/.*");

    private final FeatureTable table;
    private final Staging staging;
    private final Path adopted;

    HeldStaging(FeatureTable table, Staging staging) {
        this.table = table;
        this.staging = staging;
        this.adopted = new Path(staging.owner(), ADOPTED);
    }

    /**
     * Moves a refused run's staging into this run's; returns false if it no longer exists.
     *
     * @throws LostStagingException if this run no longer holds its own staging
     */
    boolean take(Staging refused) {
        staging.makeOwned(adopted);
        Renamed renamed = table.files()
                .rename(refused.root(), new Path(adopted, refused.run().text()));
        if (renamed == Renamed.MISSING) {
            staging.ensureHeld();
        }
        return renamed == Renamed.MOVED;
    }

    /** Path below the table's root of a snapshot that the refused run staged, while its own run holds the staging. */
    String path(RunId refused, VersionId version) {
        return path(refused) + "/" + Staging.SNAPSHOT + "/" + version;
    }

    /** Path below the table's root of the state that the refused run staged, while its own run holds the staging. */
    String statePath(RunId refused) {
        return path(refused) + "/" + Staging.STATE;
    }

    /**
     * Returns the refused run whose snapshot or state a rename moves, judged by the rename's source; empty for any other rename.
     */
    static Optional<RunId> refused(String from) {
        Matcher matcher = PLACE.matcher(from);
        return matcher.matches() ? Optional.of(new RunId(matcher.group(1))) : Optional.empty();
    }

    private String path(RunId refused) {
        return String.join("/", FeatureTable.STAGING, staging.run().text(), Staging.OWNER, ADOPTED, refused.text());
    }

    /** Returns whether no refused staging was moved in. */
    boolean none() {
        return table.files().list(adopted).isEmpty();
    }

    /** Moves stagings that were taken and not published back to where they were. */
    void giveBack() {
        for (FileStatus refused : table.files().list(adopted)) {
            moveBack(table, refused.getPath(), new RunId(refused.getPath().getName()));
        }
    }

    /** Moves a refused run's staging back to its own path. */
    static void moveBack(FeatureTable table, Path from, RunId refused) {
        Path home = Staging.of(table, refused).root();
        Renamed renamed = table.files().rename(from, home);
        if (renamed == Renamed.TARGET_EXISTS) {
            // A late task of that run made attempts/ anew. Where it goes lies in what moves back: if somebody else has
            // moved that already, then what is at home is not rubbish, and stays.
            Path late = new Path(new Path(from, Staging.OWNER), "late");
            table.files().delete(late);
            table.files().rename(home, late);
            renamed = table.files().rename(from, home);
        }
        if (renamed != Renamed.MOVED) {
            throw new StoreException("Cannot put " + from + " back to " + home + ": " + renamed);
        }
    }
}
