package dev.bochner.store;

import dev.bochner.store.RunRecord.Status;
import dev.bochner.store.Transaction.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
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

    /**
     * A snapshot that has all its files and its manifest, and is not visible yet.
     *
     * @param place path below the table's root, in the run's staging
     */
    record Sealed(Manifest manifest, String place) {}

    private Publication(RunSession run, LocalDate ds, Existing existing, Map<VersionId, Optional<RunId>> seen) {
        this.run = run;
        this.table = run.table();
        this.ds = ds;
        this.existing = existing;
        this.seen = seen;
    }

    /** Prepares to publish one date of some versions, and remembers what is published of them now. */
    public static Publication of(RunSession run, LocalDate ds, Collection<VersionId> versions, Existing existing) {
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
        List<String> differences = found.get().input().differences(input);
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
        return publishSealed(manifests.stream().map(this::seal).toList());
    }

    Published publishSealed(List<Sealed> sealed) {
        List<Sealed> inOrder = sealed.stream()
                .sorted(Comparator.comparing(one -> one.manifest().snapshot()))
                .toList();
        NavigableMap<Snapshot, RunId> already = new TreeMap<>();
        List<Snapshot> published = new ArrayList<>();
        new Transaction(run, claims(inOrder)).execute(() -> plan(inOrder, published, already));
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
        manifests.forEach(manifest -> seal(manifest.audited(manifest.runId(), REFUSED)));
        List<VersionId> versions = manifests.stream()
                .map(manifest -> manifest.snapshot().version())
                .sorted()
                .toList();
        run.hold(new Refusal(ds, versions, run.options().refusedRetention(), message));
        return run.staging().root();
    }

    /** The same, with something else to be done about what is published. */
    Publication treating(Existing what) {
        return new Publication(run, ds, what, seen);
    }

    /** Completes a staged directory. */
    private Sealed seal(Manifest manifest) {
        if (!manifest.runId().equals(run.runId()) || !manifest.ds().equals(ds)) {
            throw new IllegalArgumentException("Manifest of " + manifest.snapshot() + " by run " + manifest.runId()
                    + ", expected " + ds + " by run " + run.runId());
        }
        Path directory = run.staging().snapshot(manifest.snapshot().version());
        requireFiles(run, directory, manifest);
        // Atomically, and where that leaves no checksum beside it that would not fit when an acceptance rewrites it.
        run.staging().replaceFile(new Path(directory, FeatureTable.MANIFEST_FILE), ManifestJson.bytes(manifest));
        table.files().write(new Path(directory, FeatureTable.SUCCESS_FILE), new byte[0]);
        return new Sealed(manifest, run.staging().stagedPath(manifest.snapshot().version()));
    }

    /** Compares names and sizes of the files in a directory with those of the manifest. */
    static void requireFiles(RunSession run, Path directory, Manifest manifest) {
        Map<String, Long> staged = run.table().files().list(directory).stream()
                .filter(file -> !file.getPath().getName().startsWith("_"))
                .collect(Collectors.toMap(file -> file.getPath().getName(), FileStatus::getLen));
        Map<String, Long> described =
                manifest.files().stream().collect(Collectors.toMap(Manifest.DataFile::name, Manifest.DataFile::bytes));
        if (!staged.equals(described)) {
            run.staging().ensureHeld();
            throw new StoreException("Files in " + directory + " are not those of the manifest: found " + staged
                    + ", expected " + described);
        }
    }

    private static List<String> claims(List<Sealed> sealed) {
        return sealed.stream()
                .map(Sealed::manifest)
                .flatMap(manifest -> Stream.concat(
                        Stream.of(manifest.snapshot().relativePath()), manifest.lineage().needs().stream()))
                .distinct()
                .toList();
    }

    private Plan plan(List<Sealed> sealed, List<Snapshot> published, NavigableMap<Snapshot, RunId> already) {
        List<Step> steps = new ArrayList<>();
        List<PublishedSpec> specs = new ArrayList<>();
        for (Sealed one : sealed) {
            Manifest manifest = one.manifest();
            Optional<RunId> by = publishedBy(manifest.input());
            if (by.isPresent()) {
                already.put(manifest.snapshot(), by.get());
            } else {
                requireNeeds(manifest);
                steps.addAll(steps(manifest.snapshot(), one.place()));
                specs.add(manifest.input().spec());
                published.add(manifest.snapshot());
            }
        }
        specs.forEach(spec -> Specs.create(run, spec));
        Status status = steps.isEmpty() ? Status.ALREADY_PUBLISHED : Status.PUBLISHED;
        return new Plan(steps, status, new Published(published, already).message());
    }

    private void requireNeeds(Manifest manifest) {
        for (String need : manifest.lineage().needs()) {
            if (!table.files().exists(table.resolve(need))) {
                throw new ConflictException(manifest.snapshot() + " needs " + need
                        + ", which is not published (any more). " + "Start this run again");
            }
        }
    }

    private List<Step> steps(Snapshot snapshot, String place) {
        String target = snapshot.relativePath();
        Step publish = new Step(place, target, run.runId());
        // Only reached with something published if that may be replaced.
        return table.manifest(snapshot)
                .map(old -> new Step(target, run.staging().outOfSight(Staging.Fate.KEPT, snapshot), old.runId()))
                .map(retire -> List.of(retire, publish))
                .orElse(List.of(publish));
    }
}
