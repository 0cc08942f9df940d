package dev.bochner.store;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes snapshots that the audit refused, byte for byte, because a user accepted them. If the acceptance fails or crashes, it
 * can be repeated until the snapshots are published or their retention has ended: see {@link HeldStaging}.
 */
public final class Acceptance {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

    private final RunSession run;
    private final FeatureTable table;
    private final RunId refused;
    private final List<Manifest> manifests;
    private final Optional<StabiliserState> state;
    private final Publication publication;

    /** A staging directory that was kept after a refusal, with the record of that refusal. */
    private record Kept(Staging staging, AuditHold refusal) {
        @Override
        public String toString() {
            return refusal.ds() + " by run " + staging.run();
        }
    }

    private Acceptance(RunSession run, Kept kept) {
        this.run = run;
        this.table = run.table();
        this.refused = kept.staging().run();
        this.publication =
                Publication.of(run, kept.refusal().ds(), kept.refusal().versions(), Existing.REFUSE);
        this.manifests = kept.refusal().versions().stream().map(this::checked).toList();
        this.state = checkedState();
    }

    /**
     * Takes the newest refused snapshots of a date, and checks every byte of them.
     *
     * @throws ConflictException if none are kept
     * @throws StoreException if a file is not the one that the refused run wrote; the refused staging is still kept then
     */
    public static Acceptance of(RunSession run, LocalDate ds) {
        List<Kept> all = kept(run);
        Kept newest = all.stream()
                .filter(kept -> kept.refusal().ds().equals(ds))
                .max(Comparator.comparing(kept -> kept.staging().run()))
                .orElseThrow(() -> new ConflictException(
                        "There is no refused snapshot of " + ds + " to accept; refused and kept are " + all));
        run.listener().before("adopt");
        if (!new HeldStaging(run.table(), run.staging()).take(newest.staging())) {
            throw new ConflictException("Another command took what run "
                    + newest.staging().run() + " left to be accepted. Start this one again");
        }
        run.listener().after("adopt");
        LOG.info(
                "Run {} accepts what run {} left", run.runId(), newest.staging().run());
        return new Acceptance(run, newest);
    }

    private static List<Kept> kept(RunSession run) {
        List<Kept> all = new ArrayList<>();
        for (Staging staging : new Recovery(run).others()) {
            // Until its journal is closed, the refused run may still be writing to its staging.
            if (staging.heldByItsOwnRun() && run.table().ended(staging.run())) {
                AuditHold.in(run.table(), staging).ifPresent(refusal -> all.add(new Kept(staging, refusal)));
            }
        }
        return all;
    }

    /** Returns the manifest of a version after checking all files that it describes. */
    private Manifest checked(VersionId version) {
        Path directory = run.staging().locate(place(version));
        Manifest manifest = table.manifestAt(directory)
                .orElseThrow(() -> new StoreException("There is no " + directory + ", which run " + refused + " left"));
        check(directory, manifest.files());
        return manifest;
    }

    /**
     * Returns the state that the refused run made, if it made one, after checking its files as those of the snapshots are
     * checked. The state keeps the run id of the refused run.
     */
    private Optional<StabiliserState> checkedState() {
        if (manifests.stream().noneMatch(this::namesStateOfItsOwn)) {
            return Optional.empty();
        }
        Path directory = run.staging().locate(statePlace());
        StabiliserState found = table.stateAt(directory)
                .orElseThrow(() -> new StoreException("There is no " + directory + ", which run " + refused + " left"));
        check(directory, StateJson.files(found));
        return Optional.of(found);
    }

    private boolean namesStateOfItsOwn(Manifest manifest) {
        return manifest.lineage()
                .state()
                .filter(new StabiliserState.Place(manifest.ds(), refused).path()::equals)
                .isPresent();
    }

    private void check(Path directory, List<Manifest.DataFile> files) {
        String wayOut = "It is not published: run the date again instead of accepting what run " + refused + " left";
        table.damage(StoredFile.in(directory, files, wayOut)).ifPresent(sentence -> {
            run.staging().ensureHeld();
            throw new DamagedFileException(sentence);
        });
        Sealing.requireFiles(run, directory, files);
    }

    private String place(VersionId version) {
        return new HeldStaging(table, run.staging()).path(refused, version);
    }

    private String statePlace() {
        return new HeldStaging(table, run.staging()).statePath(refused);
    }

    /** The run that was refused. */
    public RunId refused() {
        return refused;
    }

    /** The manifests of the snapshots that the refused run staged. */
    public List<Manifest> manifests() {
        return manifests;
    }

    /**
     * Publishes the refused snapshots, all versions or none. Only the manifests are rewritten: they name who accepted the
     * snapshots and why.
     *
     * @param reason the user's reason, in free text
     * @param user the user who accepts the snapshots
     * @param existing what to do about a snapshot that is published from other input
     * @throws ConflictException if the changes of another run conflict with it; none of the snapshots is visible then, and they
     *     are still kept
     * @throws LostStagingException if another run took this one to be dead and settled it
     */
    public Published publish(String reason, String user, Existing existing) {
        String audit = "accepted: " + reason + " (by " + user + "; refused by run " + refused + ")";
        List<Sealed.OfSnapshot> sealed = manifests.stream()
                .map(manifest -> inscribe(manifest.audited(run.runId(), audit)))
                .toList();
        Optional<Sealed.OfState> sealedState = state.map(own -> new Sealed.OfState(own, statePlace()));
        return publication.treating(existing).publishSealed(new Sealed(sealed, sealedState));
    }

    private Sealed.OfSnapshot inscribe(Manifest manifest) {
        String place = place(manifest.snapshot().version());
        Path file = new Path(run.staging().locate(place), FeatureTable.MANIFEST_FILE);
        run.listener().around("inscribe", () -> run.staging().rewrite(file, ManifestJson.bytes(manifest)));
        return new Sealed.OfSnapshot(manifest, place);
    }
}
