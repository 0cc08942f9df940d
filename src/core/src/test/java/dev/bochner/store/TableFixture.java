package dev.bochner.store;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A table, and short words for what tests do to it. A data file holds the name of the source's content. */
class TableFixture {
    static final LocalDate DAY_1 = LocalDate.of(2026, 11, 19);
    static final LocalDate DAY_2 = LocalDate.of(2026, 11, 20);
    static final LocalDate DAY_3 = LocalDate.of(2026, 11, 21);
    static final VersionId A = new VersionId(4, 1);
    static final VersionId B = new VersionId(4, 2);
    static final VersionId C = new VersionId(16, -7);
    static final List<VersionId> AB = List.of(A, B);
    static final List<VersionId> ABC = List.of(A, B, C);
    private static final String DATA_FILE = "part-0.parquet";

    final FeatureTable table;
    final StoreOptions options;
    private final Configuration configuration;

    TableFixture(Path root, Configuration configuration, Duration heartbeatTimeout) {
        this.configuration = configuration;
        this.table = FeatureTable.at(root, configuration);
        this.options = new StoreOptions(
                heartbeatTimeout.dividedBy(5), heartbeatTimeout, Duration.ofDays(3), Duration.ofDays(3));
    }

    RunSession.Request request(Command command, LocalDate ds, StepListener listener) {
        return new RunSession.Request(command, Optional.of(ds), options, listener);
    }

    RunSession begin(Command command, LocalDate ds) {
        return RunSession.begin(table, request(command, ds, StepListener.NONE));
    }

    /** A session that has not looked at what others left. */
    RunSession open(Command command, LocalDate ds, StepListener listener) {
        return RunSession.open(table, request(command, ds, listener), RunId.fresh());
    }

    static PublishedSpec spec(VersionId version) {
        return spec(version, "1.0");
    }

    static PublishedSpec spec(VersionId version, String sigma) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("scheme", "directions-v1");
        identity.put("d", "3");
        identity.put("m", Integer.toString(version.m()));
        identity.put("seed", Long.toString(version.seed()));
        identity.put("sigma", sigma);
        identity.put("normalisation", "l2");
        return new PublishedSpec(identity, "ab".repeat(32));
    }

    static Manifest.Input input(VersionId version, String content) {
        return input(spec(version), content);
    }

    static Manifest.Input input(PublishedSpec spec, String content) {
        Manifest.Fingerprint fingerprint = new Manifest.Fingerprint("files-v1", content, 1, content.length());
        return new Manifest.Input(
                spec, new Manifest.Source("parquet of test", fingerprint), List.of(), Optional.empty());
    }

    /** Stages one data file and describes it. */
    Manifest stage(RunSession run, LocalDate ds, Manifest.Input input) {
        return stage(run, ds, input, Manifest.Lineage.ALONE);
    }

    Manifest stage(RunSession run, LocalDate ds, Manifest.Input input, Manifest.Lineage lineage) {
        VersionId version = input.spec().version();
        String content = input.source().fingerprint().value();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        Path attempt = new Path(new Path(run.staging().attempts(), version.toString()), DATA_FILE);
        table.files().makeDirectories(attempt.getParent());
        table.files().write(attempt, bytes);
        run.staging().acceptIntoSnapshot(version, attempt);
        return new Manifest(
                run.runId(),
                ds,
                input,
                List.of(new Manifest.DataFile(DATA_FILE, 1, bytes.length, checksum.getValue())),
                new Manifest.Counts(1, 1, Map.of()),
                lineage,
                new Manifest.Build("test", "none", "17"),
                Instant.parse("2026-11-21T00:00:00Z"));
    }

    /** Stages and publishes within a session. */
    Published publish(RunSession run, LocalDate ds, String content, List<VersionId> versions, Existing existing) {
        Publication publication = Publication.of(run, ds, versions, existing);
        List<Manifest> manifests = new ArrayList<>();
        versions.forEach(version -> manifests.add(stage(run, ds, input(version, content))));
        return publication.publish(manifests);
    }

    /** A whole run. */
    Published publish(LocalDate ds, String content, List<VersionId> versions, Existing existing) {
        try (RunSession run = begin(Command.RUN, ds)) {
            return publish(run, ds, content, versions, existing);
        }
    }

    Published publish(LocalDate ds, String content, List<VersionId> versions) {
        return publish(ds, content, versions, Existing.REFUSE);
    }

    /** Stages within a session what the audit then refuses. */
    void hold(RunSession run, LocalDate ds, String content, List<VersionId> versions) {
        Publication publication = Publication.of(run, ds, versions, Existing.REFUSE);
        publication.hold(
                versions.stream()
                        .map(version -> stage(run, ds, input(version, content)))
                        .toList(),
                "too different");
    }

    /** A whole run that the audit refuses. */
    RunId hold(LocalDate ds, String content, List<VersionId> versions) {
        try (RunSession run = begin(Command.RUN, ds)) {
            hold(run, ds, content, versions);
            return run.runId();
        }
    }

    /** A whole run that accepts what was refused. */
    Published accept(LocalDate ds, Existing existing) {
        try (RunSession run = begin(Command.RUN, ds)) {
            return Acceptance.of(run, ds).publish("looked at it", "ada", existing);
        }
    }

    /** What a reader sees: the content of each published snapshot. */
    Map<Snapshot, String> visible() {
        Map<Snapshot, String> visible = new TreeMap<>();
        for (Snapshot snapshot : table.snapshots()) {
            visible.put(snapshot, text(new Path(table.path(snapshot), DATA_FILE)));
        }
        return visible;
    }

    /** The same content for one date of some versions. */
    static Map<Snapshot, String> each(List<VersionId> versions, LocalDate ds, String content) {
        Map<Snapshot, String> each = new TreeMap<>();
        versions.forEach(version -> each.put(new Snapshot(version, ds), content));
        return each;
    }

    String text(Path file) {
        return new String(table.files().read(file).orElseThrow(), StandardCharsets.UTF_8);
    }

    List<String> names(String directory) {
        return table.files().list(table.resolve(directory)).stream()
                .map(entry -> entry.getPath().getName())
                .toList();
    }

    RunRecord.Status status(RunId run) {
        return table.run(run).orElseThrow().status();
    }

    String message(RunId run) {
        return table.run(run).orElseThrow().end().orElseThrow().message();
    }

    static Retention keepLast(int snapshots) {
        return new Retention(
                Set.of(),
                OptionalInt.of(snapshots),
                Optional.empty(),
                Duration.ofDays(3),
                Optional.empty(),
                Optional.empty());
    }

    /** Makes it so long ago that every run gave its last sign of life that those which give none now count as dead. */
    void outlive() {
        StagingTimes.age(table.root(), configuration, options.heartbeatTimeout().plusMillis(50));
    }
}
