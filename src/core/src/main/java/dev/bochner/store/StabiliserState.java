package dev.bochner.store;

import dev.bochner.rff.LinearMap;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The state of a stabiliser for one day, {@code _state/ds=.../run=...}: the linear map of the day, and for some stabilisers a
 * table of items. It is published together with the snapshots that were made with it, never changes, and is in use only while a
 * manifest names it.
 *
 * <p>The table of items, where there is one, is Parquet: the id in the source's type, {@code mean} array&lt;float&gt;,
 * {@code age} INT (refreshes that went into the mean) and {@code last_seen} DATE.
 *
 * @param runId the run that made it
 * @param ds its date
 * @param properties kind and settings of the stabiliser, and diagnostics of the alignment, for users and for the audit
 * @param previous path below the table's root of the state that this one derives from, if there is one
 * @param epoch rises by one where coordinates stop being comparable with those before
 * @param transform the linear map W of the day
 * @param items the files of the table of items; empty if there is no such table
 */
public record StabiliserState(
        RunId runId,
        LocalDate ds,
        Map<String, String> properties,
        Optional<String> previous,
        int epoch,
        LinearMap transform,
        List<Manifest.DataFile> items) {

    public StabiliserState {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        items = List.copyOf(items);
    }

    /** The state's path below the table's root, {@code _state/ds=2026-11-20/run=...}. */
    public String path() {
        return new Place(ds, runId).path();
    }

    /**
     * A state's date and predecessor, which can be read from its manifest even if its matrix is damaged.
     *
     * @param ds its date
     * @param previous path below the table's root of the state that it derives from, if there is one
     */
    public record Origin(LocalDate ds, Optional<String> previous) {}

    /** The date and the run in a state's path. */
    record Place(LocalDate ds, RunId runId) {
        private static final Pattern FORM = Pattern.compile(FeatureTable.STATE + "/ds=([^/]*)/run=(.*)");

        /** Parses a path below the table's root; empty if it is not the path of a state. */
        static Optional<Place> parse(String path) {
            Matcher matcher = FORM.matcher(path);
            try {
                return matcher.matches()
                        ? Optional.of(new Place(SnapshotDates.parse(matcher.group(1)), new RunId(matcher.group(2))))
                        : Optional.empty();
            } catch (IllegalArgumentException foreign) {
                return Optional.empty();
            }
        }

        String path() {
            return FeatureTable.STATE + "/ds=" + ds + "/run=" + runId;
        }
    }
}
