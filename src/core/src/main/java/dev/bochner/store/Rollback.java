package dev.bochner.store;

import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.Transaction.RenamePlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes a table back to an earlier date: every later snapshot is moved out of the published directories, the newest first, and is
 * kept for some time.
 */
public final class Rollback {
    private final FeatureTable table;

    private Rollback(FeatureTable table) {
        this.table = table;
    }

    /**
     * Returns the snapshots that {@link #to} would unpublish now, without changing the table.
     *
     * @throws ConflictException if the rollback would be refused
     */
    public static List<Snapshot> preview(LocalDate ds, Collection<VersionId> versions, FeatureTable table) {
        return new Rollback(table).going(ds, new TreeSet<>(versions));
    }

    /**
     * Unpublishes all snapshots of some versions that are later than a date.
     *
     * @return the snapshots that are no longer published, in the order in which they went
     * @throws ConflictException if a version has no snapshot of that date, if none has a later one, or if a snapshot that
     *     would stay needs one that would go
     */
    public static List<Snapshot> to(LocalDate ds, Collection<VersionId> versions, RunSession run) {
        List<Snapshot> gone = new ArrayList<>();
        // The dependencies between snapshots are known for certain only while nobody else publishes.
        new Transaction(run, List.of(FeatureTable.FEATURES)).execute(() -> {
            Rollback rollback = new Rollback(run.table());
            gone.addAll(rollback.going(ds, new TreeSet<>(versions)));
            List<RenameStep> steps = gone.stream()
                    .map(snapshot -> rollback.retire(snapshot, run.staging()))
                    .toList();
            return new RenamePlan(steps, Status.DONE, "Rolled back to " + ds + ", no longer published: " + gone);
        });
        return gone;
    }

    private List<Snapshot> going(LocalDate ds, Set<VersionId> versions) {
        versions.forEach(version -> requirePublished(new Snapshot(version, ds)));
        List<Snapshot> gone = versions.stream()
                .flatMap(version -> table.snapshots(version).stream())
                .filter(snapshot -> snapshot.ds().isAfter(ds))
                .sorted(Comparator.comparing(Snapshot::ds).reversed().thenComparing(Snapshot::version))
                .toList();
        if (gone.isEmpty()) {
            throw new ConflictException(
                    "Nothing to roll back in " + table.root() + ": " + ds + " is the newest date of " + versions);
        }
        refuseIfNeeded(gone);
        return gone;
    }

    private void requirePublished(Snapshot snapshot) {
        if (table.manifest(snapshot).isEmpty()) {
            throw new ConflictException("Cannot roll back to " + snapshot + ": it is not published. Published of "
                    + snapshot.version() + ": " + table.dates(snapshot.version()));
        }
    }

    private void refuseIfNeeded(List<Snapshot> gone) {
        List<Snapshot> staying = new ArrayList<>(table.snapshots());
        staying.removeAll(gone);
        Set<Snapshot> missed = Needs.of(table).all(staying);
        missed.retainAll(gone);
        if (!missed.isEmpty()) {
            throw new ConflictException("Cannot roll back " + missed + ": snapshots that would stay need it. Roll back "
                    + "their versions too");
        }
    }

    private RenameStep retire(Snapshot snapshot, Staging staging) {
        String to = staging.outOfSight(Staging.RetireAction.KEPT, snapshot);
        RunId by = table.manifest(snapshot)
                .orElseThrow(() -> new ConflictException(snapshot + " is gone: start this command again"))
                .runId();
        return new RenameStep(snapshot.relativePath(), to, by);
    }
}
