package dev.bochner.store;

import dev.bochner.rff.LinearMap;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Short words for what tests do to a table with stabilised snapshots. A state's table of items holds text. */
final class StateFixture {
    static final LinearMap W = LinearMap.of(new float[][] {{0, 1}, {-1, 0.1f}, {Float.MIN_VALUE, 3}});
    private static final String ITEM_FILE = "part-0.parquet";

    final TableFixture tables;
    private final FeatureTable table;

    StateFixture(TableFixture tables) {
        this.tables = tables;
        this.table = tables.table;
    }

    /** Stages a table of items and describes it; it follows the state of the newest snapshot before. */
    StabiliserState stage(RunSession run, LocalDate ds, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        Path attempt = new Path(new Path(run.staging().attempts(), "state"), ITEM_FILE);
        table.files().makeDirectories(attempt.getParent());
        table.files().write(attempt, bytes);
        run.staging().acceptIntoState(attempt);
        return new StabiliserState(
                run.runId(),
                ds,
                Map.of("made-from", content),
                previous(ds),
                0,
                W,
                List.of(new Manifest.DataFile(ITEM_FILE, 1, bytes.length, checksum.getValue())));
    }

    private Optional<String> previous(LocalDate ds) {
        return table.versions().stream()
                .flatMap(version -> table.latestBefore(version, ds).stream())
                .flatMap(snapshot -> table.manifest(snapshot).stream())
                .flatMap(manifest -> manifest.lineage().state().stream())
                .findFirst();
    }

    /** Stages a snapshot that goes by a state. */
    Manifest stage(RunSession run, VersionId version, StabiliserState state) {
        Manifest.Input plain = TableFixture.input(version, state.properties().getOrDefault("made-from", ""));
        Manifest.Input input = new Manifest.Input(
                plain.spec(),
                plain.source(),
                plain.carriedColumns(),
                Optional.of("test previous=" + state.previous().orElse("none")));
        List<String> needs = state.previous().stream().toList();
        return tables.stage(run, state.ds(), input, new Manifest.Lineage("none", 0, needs, Optional.of(state.path())));
    }

    List<Manifest> stage(RunSession run, List<VersionId> versions, StabiliserState state) {
        return versions.stream().map(version -> stage(run, version, state)).toList();
    }

    /** Stages and publishes within a session. */
    Published publish(RunSession run, LocalDate ds, String content, List<VersionId> versions, Existing existing) {
        Publication publication = Publication.of(run, ds, versions, existing);
        StabiliserState state = stage(run, ds, content);
        return publication.publish(stage(run, versions, state), Optional.of(state));
    }

    /** A whole run. */
    Published publish(LocalDate ds, String content, List<VersionId> versions, Existing existing) {
        try (RunSession run = tables.begin(Command.RUN, ds)) {
            return publish(run, ds, content, versions, existing);
        }
    }

    /** Stages within a session what the audit then refuses. */
    void hold(RunSession run, LocalDate ds, String content, List<VersionId> versions) {
        Publication publication = Publication.of(run, ds, versions, Existing.REFUSE);
        StabiliserState state = stage(run, ds, content);
        publication.hold(stage(run, versions, state), "too different", Optional.of(state));
    }

    /** A whole run that the audit refuses. */
    RunId hold(LocalDate ds, String content, List<VersionId> versions) {
        try (RunSession run = tables.begin(Command.RUN, ds)) {
            hold(run, ds, content, versions);
            return run.runId();
        }
    }

    /** The state that a published snapshot names. */
    StabiliserState named(VersionId version, LocalDate ds) {
        return table.manifest(new Snapshot(version, ds))
                .flatMap(manifest -> manifest.lineage().state())
                .flatMap(table::state)
                .orElseThrow();
    }

    /** Every state that is visible: its date and what it was made from. Fails if a snapshot names one that is not. */
    Set<String> visible() {
        for (Snapshot snapshot : table.snapshots()) {
            table.manifest(snapshot)
                    .flatMap(manifest -> manifest.lineage().state())
                    .ifPresent(path -> items(table.state(path).orElseThrow()));
        }
        Set<String> visible = new TreeSet<>();
        for (FileStatus date : table.files().list(table.resolve("_state"))) {
            for (FileStatus run : table.files().list(date.getPath())) {
                StabiliserState state = table.stateAt(run.getPath()).orElseThrow();
                visible.add(state.ds() + " " + items(state));
            }
        }
        return visible;
    }

    private String items(StabiliserState state) {
        return tables.text(table.stateItemFiles(state).get(0).path());
    }
}
