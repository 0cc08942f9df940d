package dev.bochner.store;

import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.Transaction.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Removes what is old: snapshots, each of which disappears in one rename before it is deleted, and what replaced
 * snapshots, quarantines and journals are past their time. Never the newest snapshot of a version, and never what a
 * snapshot that stays needs.
 */
public final class Expiry {
    private final FeatureTable table;
    private final Retention retention;

    /**
     * What is removed.
     *
     * @param snapshots published until then
     * @param others other directories and files, below the table's root
     */
    public record Expired(List<Snapshot> snapshots, List<String> others) {
        /** One line for a person. */
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

    /** What would be removed, judging ages by this machine's clock; changes nothing. */
    public static Expired preview(FeatureTable table, Retention retention) {
        Expiry expiry = new Expiry(table, retention);
        return new Expired(expiry.snapshots(), expiry.relative(expiry.others(System.currentTimeMillis())));
    }

    /**
     * Removes it, and closes the run's journal.
     *
     * @throws ConflictException if another command changed the table meanwhile; no snapshot is removed then
     */
    public static Expired run(RunSession run, Retention retention) {
        Expiry expiry = new Expiry(run.table(), retention);
        List<Path> others = expiry.others(run.serverTimeMillis());
        List<String> otherPaths = expiry.relative(others);
        others.forEach(run.table().files()::delete);
        List<Snapshot> snapshots = new ArrayList<>();
        // What is needed by what can be told only if nobody publishes anything meanwhile.
        new Transaction(run, List.of(FeatureTable.FEATURES)).execute(() -> {
            snapshots.addAll(expiry.snapshots());
            List<Step> steps = snapshots.stream()
                    .map(snapshot -> expiry.retire(run, snapshot))
                    .toList();
            return new Plan(steps, Status.DONE, new Expired(snapshots, otherPaths).message());
        });
        return new Expired(List.copyOf(snapshots), otherPaths);
    }

    private Step retire(RunSession run, Snapshot snapshot) {
        RunId by = table.manifest(snapshot)
                .orElseThrow(() -> new ConflictException(snapshot + " is gone: start this command again"))
                .runId();
        return new Step(snapshot.relativePath(), run.staging().outOfSight(Staging.Fate.DELETED, snapshot), by);
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

    private List<String> relative(List<Path> paths) {
        String root = table.root().toUri().getPath();
        return paths.stream()
                .map(path -> path.toUri().getPath().substring(root.length() + 1))
                .toList();
    }
}
