package dev.bochner.store;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Completes a run's staged snapshots and state, so that one rename makes each of them visible. */
final class Sealing {
    private final RunSession run;
    private final LocalDate ds;

    Sealing(RunSession run, LocalDate ds) {
        this.run = run;
        this.ds = ds;
    }

    /**
     * Compares staged files with their manifests, and writes the manifests beside them.
     *
     * @throws IllegalArgumentException if a manifest is that of another run or date, or names another state
     * @throws StoreException if the staged files differ from the manifests
     */
    Sealed seal(Collection<Manifest> manifests, Optional<StabiliserState> state) {
        state.ifPresent(own -> manifests.forEach(manifest -> requireNamed(own, manifest)));
        Optional<Sealed.OfState> sealedState = state.map(this::seal);
        return new Sealed(manifests.stream().map(this::seal).toList(), sealedState);
    }

    private Sealed.OfSnapshot seal(Manifest manifest) {
        if (!manifest.runId().equals(run.runId()) || !manifest.ds().equals(ds)) {
            throw new IllegalArgumentException("Manifest of " + manifest.snapshot() + " by run " + manifest.runId()
                    + ", expected " + ds + " by run " + run.runId());
        }
        VersionId version = manifest.snapshot().version();
        Path directory = run.staging().snapshot(version);
        requireFiles(run, directory, manifest.files());
        // The manifest is written atomically, and without Hadoop's checksum file beside it, which would no longer match
        // when an
        // acceptance rewrites the manifest.
        run.staging().replaceFile(new Path(directory, FeatureTable.MANIFEST_FILE), ManifestJson.bytes(manifest));
        run.table().files().write(new Path(directory, FeatureTable.SUCCESS_FILE), new byte[0]);
        return new Sealed.OfSnapshot(manifest, run.staging().stagedPath(version));
    }

    private Sealed.OfState seal(StabiliserState state) {
        if (!state.runId().equals(run.runId()) || !state.ds().equals(ds)) {
            throw new IllegalArgumentException("State of " + state.ds() + " by run " + state.runId() + ", expected "
                    + ds + " by run " + run.runId());
        }
        Path directory = run.staging().state();
        run.staging().replaceFile(new Path(directory, StateJson.TRANSFORM_FILE), StateJson.transform(state));
        requireFiles(run, directory, StateJson.files(state));
        run.staging().replaceFile(new Path(directory, FeatureTable.MANIFEST_FILE), StateJson.bytes(state));
        return new Sealed.OfState(state, run.staging().stagedStatePath());
    }

    private static void requireNamed(StabiliserState state, Manifest manifest) {
        Optional<String> named = manifest.lineage().state();
        if (!named.equals(Optional.of(state.path()))) {
            throw new IllegalArgumentException("Manifest of " + manifest.snapshot() + " names the state "
                    + named.orElse("none") + ", expected " + state.path() + ", which is published with it");
        }
    }

    /** Compares names and sizes of the files in a directory with what they should be. */
    static void requireFiles(RunSession run, Path directory, List<Manifest.DataFile> files) {
        Map<String, Long> staged = run.table().files().list(directory).stream()
                .filter(file -> !file.getPath().getName().startsWith("_"))
                .collect(Collectors.toMap(file -> file.getPath().getName(), FileStatus::getLen));
        Map<String, Long> described =
                files.stream().collect(Collectors.toMap(Manifest.DataFile::name, Manifest.DataFile::bytes));
        if (!staged.equals(described)) {
            run.staging().ensureHeld();
            throw new StoreException("Files in " + directory + " are not those of the manifest: found "
                    + new TreeMap<>(staged) + ", expected " + new TreeMap<>(described));
        }
    }
}
