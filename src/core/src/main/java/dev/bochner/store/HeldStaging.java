package dev.bochner.store;

import dev.bochner.store.TableFiles.Renamed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A refused run's staging within that of the run that accepts it, {@code owner/adopted/<refused run-id>}. It comes in whole
 * by one rename and shares the fate of the staging that it is in: who takes over the one has the other. What the run does
 * not publish goes back to where it was.
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
     * Takes a refused run's staging; false if it is gone.
     *
     * @throws LostStagingException if the staging that it is to go to is no longer held
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

    /** The same of the state that it staged. */
    String statePath(RunId refused) {
        return path(refused) + "/" + Staging.STATE;
    }

    /** The refused run whose snapshot or state a rename takes from here, by where it lay; empty for any other rename. */
    static Optional<RunId> refused(String from) {
        Matcher matcher = PLACE.matcher(from);
        return matcher.matches() ? Optional.of(new RunId(matcher.group(1))) : Optional.empty();
    }

    private String path(RunId refused) {
        return String.join("/", FeatureTable.STAGING, staging.run().text(), Staging.OWNER, ADOPTED, refused.text());
    }

    /** Whether there is nothing to give back. */
    boolean none() {
        return table.files().list(adopted).isEmpty();
    }

    /** Puts what was taken and not published back to where it was. */
    void giveBack() {
        for (FileStatus refused : table.files().list(adopted)) {
            moveBack(table, refused.getPath(), new RunId(refused.getPath().getName()));
        }
    }

    /** Puts a refused run's staging back from wherever it is. */
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
