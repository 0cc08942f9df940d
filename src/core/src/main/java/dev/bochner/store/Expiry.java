package dev.bochner.store;

import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.Transaction.RenamePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Removes what is older than its retention: snapshots (each disappears by one rename before its files are deleted), states that
 * no manifest names any more, replaced snapshots, quarantines and journals. The newest snapshot of a version is never removed,
 * nor is anything that a remaining snapshot needs.
 */
public final class Expiry {
    private final FeatureTable table;
    private final Retention retention;

    /**
     * What an expiry removes.
     *
     * @param snapshots the published snapshots that are removed
     * @param others other directories and files, among them states, as paths below the table's root
     */
    public record Expired(List<Snapshot> snapshots, List<String> others) {
        /** Returns a summary in one line for the user. */
        public String message() {
            return snapshots.isEmpty() && others.isEmpty()
                    ? "Nothing is old enough to expire"
                    : "Expired " + snapshots.size() + " snapshots " + snapshots + " and " + others.size() + " others "
                            + others;
        }
    }

    private Expiry(FeatureTable table, Retention retention) {
        this.table = table;
        this.retention = retention;
    }

    /** Returns what an expiry would remove, without changing the table. Ages are measured by this machine's clock. */
    public static Expired preview(FeatureTable table, Retention retention) {
        Expiry expiry = new Expiry(table, retention);
        long now = System.currentTimeMillis();
        List<Path> others = expiry.others(now);
        List<Snapshot> snapshots = expiry.snapshots();
        return new Expired(snapshots, expiry.relative(others, expiry.states(now, snapshots, others)));
    }

    /**
     * Removes what has expired, and closes the run's journal.
     *
     * @throws ConflictException if another command changed the table meanwhile; no snapshot is removed then
     */
    public static Expired run(RunSession run, Retention retention) {
        Expiry expiry = new Expiry(run.table(), retention);
        long now = run.serverTimeMillis();
        List<Path> others = expiry.others(now);
        others.forEach(run.table().files()::delete);
        List<Expired> expired = new ArrayList<>();
        // The dependencies between snapshots are known for certain only while nobody else publishes.
        new Transaction(run, List.of(FeatureTable.FEATURES, FeatureTable.STATE)).execute(() -> {
            List<Snapshot> snapshots = expiry.snapshots();
            List<StabiliserState.Place> states = expiry.states(now, snapshots, others);
            expired.add(new Expired(snapshots, expiry.relative(others, states)));
            // A snapshot is removed before the state that it names, so that no visible snapshot names a missing state.
            List<RenameStep> steps = Stream.concat(
                            snapshots.stream().map(snapshot -> expiry.retire(run, snapshot)),
                            states.stream().map(state -> retire(run, state)))
                    .toList();
            return new RenamePlan(steps, Status.DONE, expired.get(0).message());
        });
        return expired.get(0);
    }

    private RenameStep retire(RunSession run, Snapshot snapshot) {
        RunId by = table.manifest(snapshot)
                .orElseThrow(() -> new ConflictException(snapshot + " is gone: start this command again"))
                .runId();
        return new RenameStep(
                snapshot.relativePath(), run.staging().outOfSight(Staging.RetireAction.DELETED, snapshot), by);
    }

    private static RenameStep retire(RunSession run, StabiliserState.Place state) {
        String to = run.staging().outOfSight(Staging.RetireAction.DELETED, state.path());
        return new RenameStep(state.path(), to, state.runId());
    }

    /** Returns the states that no manifest names any more and that are old enough for readers in flight to have finished. */
    private List<StabiliserState.Place> states(long nowMillis, List<Snapshot> going, List<Path> others) {
        List<Path> old = new ArrayList<>();
        for (FileStatus date : table.files().list(table.resolve(FeatureTable.STATE))) {
            addOld(old, table.files().list(date.getPath()), nowMillis, retention.replaced());
        }
        if (old.isEmpty()) {
            return List.of();
        }
        Set<String> named = NamedStates.of(table, going, others);
        return relative(old).stream()
                .filter(path -> !named.contains(path))
                .flatMap(path -> StabiliserState.Place.parse(path).stream())
                .toList();
    }

    private List<Snapshot> snapshots() {
        Set<Snapshot> staying = new TreeSet<>();
        Set<Snapshot> going = new TreeSet<>();
        for (VersionId version : table.versions()) {
            List<Snapshot> oldestFirst = table.snapshots(version);
            for (int i = 0; i < oldestFirst.size(); i++) {
                Snapshot snapshot = oldestFirst.get(i);
                (retention.mayGo(snapshot, oldestFirst.size() - 1 - i) ? going : staying).add(snapshot);
            }
        }
        going.removeAll(Needs.of(table).all(staying));
        return List.copyOf(going);
    }

    private List<Path> others(long nowMillis) {
        List<Path> old = new ArrayList<>();
        addOld(old, table.files().list(table.resolve(FeatureTable.REPLACED)), nowMillis, retention.replaced());
        retention.quarantine().ifPresent(age -> {
            for (FileStatus date : table.files().list(table.resolve(FeatureTable.QUARANTINE))) {
                addOld(old, table.files().list(date.getPath()), nowMillis, age);
            }
        });
        retention.runs().ifPresent(age -> addOld(old, journalsOfEndedRuns(), nowMillis, age));
        return old;
    }

    private List<FileStatus> journalsOfEndedRuns() {
        Set<String> unfinished = table.files().list(table.resolve(FeatureTable.STAGING)).stream()
                .flatMap(entry -> Staging.parse(table, entry.getPath().getName()).stream())
                .map(staging -> table.runPath(staging.run()).getName())
                .collect(Collectors.toSet());
        return table.files().list(table.resolve(FeatureTable.RUNS)).stream()
                .filter(file -> !unfinished.contains(file.getPath().getName()))
                .toList();
    }

    private static void addOld(List<Path> old, List<FileStatus> entries, long nowMillis, Duration age) {
        entries.stream()
                .filter(entry -> nowMillis - entry.getModificationTime() > age.toMillis())
                .map(FileStatus::getPath)
                .forEach(old::add);
    }

    private List<String> relative(List<Path> others, List<StabiliserState.Place> states) {
        return Stream.concat(relative(others).stream(), states.stream().map(StabiliserState.Place::path))
                .toList();
    }

    private List<String> relative(List<Path> paths) {
        String root = table.root().toUri().getPath();
        return paths.stream()
                .map(path -> path.toUri().getPath().substring(root.length() + 1))
                .toList();
    }
}
