package dev.bochner.store;

import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.Transaction.RenamePlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * Makes a run's staged snapshots visible, all or none. Each snapshot is published by one rename. All renames of a run are
 * recorded in its journal before the first one, so that if the run dies, the next run can finish or undo them.
 */
public final class Publication {
    /** The audit's verdict in the manifest of a refused snapshot that is kept. */
    private static final String REFUSED = "fail";

    private final RunSession run;
    private final FeatureTable table;
    private final LocalDate ds;
    private final Existing existing;
    private final Map<VersionId, Optional<RunId>> seen;

    /** What to do about a snapshot that is published from other input. */
    public enum Existing {
        REFUSE,
        REPLACE
    }

    /**
     * How a publication ended.
     *
     * @param published what became visible, in order
     * @param already the snapshots that were published from the same input before, with the run that published each
     */
    public record Published(List<Snapshot> published, NavigableMap<Snapshot, RunId> already) {
        /** Returns a summary in one line for the user. */
        public String message() {
            List<String> phrases = new ArrayList<>();
            if (!published.isEmpty()) {
                phrases.add("Published " + published);
            }
            already.forEach((snapshot, by) -> phrases.add(snapshot + " is already published by run " + by));
            return String.join("; ", phrases);
        }
    }

    private Publication(RunSession run, LocalDate ds, Existing existing, Map<VersionId, Optional<RunId>> seen) {
        this.run = run;
        this.table = run.table();
        this.ds = ds;
        this.existing = existing;
        this.seen = seen;
    }

    /**
     * Prepares to publish one date of some versions, and records what is published of them now.
     *
     * @throws IllegalArgumentException if the date is not one of {@link SnapshotDates}
     */
    public static Publication of(RunSession run, LocalDate ds, Collection<VersionId> versions, Existing existing) {
        SnapshotDates.require(ds);
        Map<VersionId, Optional<RunId>> seen = versions.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        version ->
                                run.table().manifest(new Snapshot(version, ds)).map(Manifest::runId)));
        return new Publication(run, ds, existing, seen);
    }

    /**
     * Checks whether this input still has to be published, before any work or at its end.
     *
     * @return the run that has published the same input, or empty if it is still to be published
     * @throws ConflictException if the version has another spec, or other input is published and may not be replaced
     */
    public Optional<RunId> publishedBy(Manifest.Input input) {
        VersionId version = input.spec().version();
        Specs.check(table, input.spec());
        Snapshot snapshot = new Snapshot(version, ds);
        Optional<Manifest> found = table.manifest(snapshot);
        Optional<RunId> before = seen.getOrDefault(version, Optional.empty());
        if (found.isEmpty()) {
            if (existing == Existing.REPLACE && before.isPresent()) {
                throw new ConflictException(
                        snapshot + " of run " + before.get() + ", which was to be replaced, is gone: "
                                + "another command took it away meanwhile. Start this one again");
            }
            return Optional.empty();
        }
        List<String> differences = new ArrayList<>(found.get().input().differences(input));
        if (existing == Existing.REPLACE) {
            // A damaged snapshot is repaired by computing it again from the same input.
            table.damage(found.get()).ifPresent(differences::add);
        }
        if (differences.isEmpty()) {
            return Optional.of(found.get().runId());
        }
        refuseUnlessReplaceable(found.get(), before, differences);
        return Optional.empty();
    }

    private void refuseUnlessReplaceable(Manifest found, Optional<RunId> before, List<String> differences) {
        String what = found.snapshot() + " is already published by run " + found.runId()
                + " from other input than that of " + "run " + run.runId() + ": " + String.join("; ", differences);
        if (existing == Existing.REFUSE) {
            throw new ConflictException(what + ". To publish this input instead, run with --replace");
        }
        if (!before.equals(Optional.of(found.runId()))) {
            throw new ConflictException(what + ". When this run started there was "
                    + before.map(RunId::text).orElse("nothing") + ", so it does not replace it. Start it again");
        }
    }

    /**
     * Publishes the staged snapshots, which the manifests describe file by file. A version whose input is published already is
     * skipped. Afterwards the journal is closed.
     *
     * @throws ConflictException if another run stands against it; nothing of this run is visible then
     * @throws LostStagingException if another run took this one to be dead and settled it
     */
    public Published publish(Collection<Manifest> manifests) {
        return publish(manifests, Optional.empty());
    }

    /**
     * Publishes the staged snapshots together with a stabiliser state, which becomes visible before the first snapshot, and not
     * at all if no snapshot does.
     *
     * @param state the state that is staged as {@link Staging#state()} and that all manifests name; empty if there is no
     *     stabiliser, or if the state is published already
     */
    public Published publish(Collection<Manifest> manifests, Optional<StabiliserState> state) {
        return publishSealed(new Sealing(run, ds).seal(manifests, state));
    }

    Published publishSealed(Sealed sealed) {
        NavigableMap<Snapshot, RunId> already = new TreeMap<>();
        List<Snapshot> published = new ArrayList<>();
        new Transaction(run, sealed.claims()).execute(() -> plan(sealed, published, already));
        return new Published(List.copyOf(published), already);
    }

    /**
     * Keeps staged snapshots that the audit refused, so that {@link Acceptance} can publish them unchanged. The manifests
     * describe them file by file. Afterwards the journal is closed.
     *
     * @param message why it was refused
     * @return the directory in which they are kept until the retention of refused snapshots is over
     * @throws LostStagingException if another run took this one to be dead and settled it
     */
    public Path hold(Collection<Manifest> manifests, String message) {
        return hold(manifests, message, Optional.empty());
    }

    /** Keeps refused snapshots together with a stabiliser state, given as for {@link #publish(Collection, Optional)}. */
    public Path hold(Collection<Manifest> manifests, String message, Optional<StabiliserState> state) {
        List<Manifest> refused = manifests.stream()
                .map(manifest -> manifest.audited(manifest.runId(), REFUSED))
                .toList();
        new Sealing(run, ds).seal(refused, state);
        List<VersionId> versions = manifests.stream()
                .map(manifest -> manifest.snapshot().version())
                .sorted()
                .toList();
        run.hold(new AuditHold(ds, versions, run.options().refusedRetention(), message));
        return run.staging().root();
    }

    /** Returns the same publication with another treatment of existing snapshots. */
    Publication treating(Existing what) {
        return new Publication(run, ds, what, seen);
    }

    private RenamePlan plan(Sealed sealed, List<Snapshot> published, NavigableMap<Snapshot, RunId> already) {
        List<Sealed.OfSnapshot> pending = new ArrayList<>();
        for (Sealed.OfSnapshot one : sealed.snapshots()) {
            publishedBy(one.manifest().input())
                    .ifPresentOrElse(by -> already.put(one.manifest().snapshot(), by), () -> pending.add(one));
        }
        pending.forEach(one -> requireNeeds(sealed, one));
        if (!pending.isEmpty()) {
            already.keySet().forEach(snapshot -> requireSameState(sealed, snapshot));
        }
        List<RenameStep> steps = steps(sealed, pending);
        pending.forEach(one -> Specs.create(run, one.manifest().input().spec()));
        pending.forEach(one -> published.add(one.manifest().snapshot()));
        Status status = pending.isEmpty() ? Status.ALREADY_PUBLISHED : Status.PUBLISHED;
        return new RenamePlan(steps, status, new Published(published, already).message());
    }

    private void requireNeeds(Sealed sealed, Sealed.OfSnapshot one) {
        for (String need : one.needs()) {
            if (!sealed.brings(need) && !table.files().exists(table.resolve(need))) {
                throw new ConflictException(one.manifest().snapshot() + " needs " + need
                        + ", which is not published (any more). " + "Start this run again");
            }
        }
    }

    /**
     * Checks that a published version has the same stabiliser state as those to be published. All versions of a date share one
     * state, so that later days derive from a single one.
     */
    private void requireSameState(Sealed sealed, Snapshot published) {
        Optional<String> theirs =
                table.manifest(published).flatMap(found -> found.lineage().state());
        if (sealed.state().isPresent() && theirs.filter(sealed::brings).isEmpty()) {
            throw new ConflictException(published + " was published meanwhile and goes by the state "
                    + theirs.orElse("none") + ", the other versions of this run by one of their own. Run this date "
                    + "again, and all go by the former");
        }
    }

    /** The state is moved first, so that no visible snapshot names a missing state. */
    private List<RenameStep> steps(Sealed sealed, List<Sealed.OfSnapshot> pending) {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<RenameStep> steps = new ArrayList<>();
        sealed.state().ifPresent(state -> steps.add(state.publish()));
        pending.forEach(one -> steps.addAll(steps(one.manifest().snapshot(), one.place())));
        return steps;
    }

    private List<RenameStep> steps(Snapshot snapshot, String place) {
        String target = snapshot.relativePath();
        RenameStep publish = new RenameStep(place, target, run.runId());
        // If something is published here, it may be replaced: otherwise this point is not reached.
        return table.manifest(snapshot)
                .map(old -> new RenameStep(
                        target, run.staging().outOfSight(Staging.RetireAction.KEPT, snapshot), old.runId()))
                .map(retire -> List.of(retire, publish))
                .orElse(List.of(publish));
    }
}
