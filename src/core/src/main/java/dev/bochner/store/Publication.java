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
 * Makes a run's staged snapshots visible, all or none. Each is one rename; the renames of a run are announced in its
 * journal before the first, so that whoever comes next can finish or undo them.
 */
public final class Publication {
    /** The audit's verdict in the manifest of a snapshot that is held. */
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
     * @param already what was there from the same input, and by which run
     */
    public record Published(List<Snapshot> published, NavigableMap<Snapshot, RunId> already) {
        /** One line for a person. */
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
     * Prepares to publish one date of some versions, and remembers what is published of them now.
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
     * Asks, before any work or at its end, whether this input still has to be published.
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
            // Made anew from the same input, a damaged snapshot is whole again.
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
     * Publishes what is staged. The manifests describe it, file by file; a version whose input is published already is
     * passed over. Afterwards the journal is closed.
     *
     * @throws ConflictException if another run stands against it; nothing of this run is visible then
     * @throws LostStagingException if another run took this one to be dead and settled it
     */
    public Published publish(Collection<Manifest> manifests) {
        return publish(manifests, Optional.empty());
    }

    /**
     * The same with a state of the stabiliser, which becomes visible before the first of the snapshots, and not at all if
     * none of them does.
     *
     * @param state what is staged as {@link Staging#state()}, and what all manifests name; empty if there is no
     *     stabiliser, or a state that is published already
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
     * Keeps what is staged, which the audit refused, for {@link Acceptance} to publish as it is. The manifests describe it,
     * file by file. Afterwards the journal is closed.
     *
     * @param message why it was refused
     * @return where it is kept until the retention of refused snapshots is over
     * @throws LostStagingException if another run took this one to be dead and settled it
     */
    public Path hold(Collection<Manifest> manifests, String message) {
        return hold(manifests, message, Optional.empty());
    }

    /** The same with a state of the stabiliser, as {@link #publish(Collection, Optional)} takes it. */
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

    /** The same, with something else to be done about what is published. */
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

    /** Versions that are made together go by one state, so that the days after have one to follow. */
    private void requireSameState(Sealed sealed, Snapshot published) {
        Optional<String> theirs =
                table.manifest(published).flatMap(found -> found.lineage().state());
        if (sealed.state().isPresent() && theirs.filter(sealed::brings).isEmpty()) {
            throw new ConflictException(published + " was published meanwhile and goes by the state "
                    + theirs.orElse("none") + ", the other versions of this run by one of their own. Run this date "
                    + "again, and all go by the former");
        }
    }

    /** The state goes first: what is visible never names one that is not. */
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
        // Only reached with something published if that may be replaced.
        return table.manifest(snapshot)
                .map(old -> new RenameStep(
                        target, run.staging().outOfSight(Staging.RetireAction.KEPT, snapshot), old.runId()))
                .map(retire -> List.of(retire, publish))
                .orElse(List.of(publish));
    }
}
