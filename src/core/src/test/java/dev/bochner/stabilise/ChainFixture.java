package dev.bochner.stabilise;

import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.Chain.StateLineage;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoreOptions;
import dev.bochner.store.VersionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A table on local disks, of which only manifests and states matter: its snapshots have no rows. */
final class ChainFixture {
    static final VersionId A = new VersionId(4, 1);
    static final VersionId B = new VersionId(4, 2);
    static final List<VersionId> AB = List.of(A, B);
    static final StabiliserOptions PROCRUSTES = procrustes(Optional.empty());
    static final StabiliserOptions RUNNING_MEAN = runningMean(0.2);

    final FeatureTable table;

    ChainFixture(Path directory) {
        this.table = FeatureTable.at(new org.apache.hadoop.fs.Path(directory.toUri()), new Configuration());
    }

    static StabiliserOptions runningMean(double weight) {
        return new StabiliserOptions(Kind.RUNNING_MEAN, Optional.empty(), List.of(), Optional.empty(), weight, 30, 0);
    }

    static StabiliserOptions procrustesOnto(LocalDate reference) {
        return procrustes(Optional.of(reference));
    }

    private static StabiliserOptions procrustes(Optional<LocalDate> reference) {
        return new StabiliserOptions(Kind.PROCRUSTES, reference, List.of(), Optional.empty(), 1, 0, 0);
    }

    static LocalDate day(int ofNovember) {
        return LocalDate.of(2026, 11, ofNovember);
    }

    static Manifest.Source source(String content) {
        return new Manifest.Source("test", new Manifest.Fingerprint("files-v1", content, 1, content.length()));
    }

    Chain chain(StabiliserOptions options, List<VersionId> versions) {
        return Chain.of(table, versions, options);
    }

    StateLineage link(int day, StabiliserOptions options) {
        return chain(options, AB).link(day(day));
    }

    /** A day as the job makes it. */
    StabiliserState publish(int day, StabiliserOptions options) {
        return publish(day, options, AB, Existing.REFUSE);
    }

    StabiliserState publish(int day, StabiliserOptions options, List<VersionId> versions, Existing existing) {
        StateLineage link = chain(options, versions).link(day(day));
        return publish(day, link, versions, existing);
    }

    StabiliserState replace(int day, StabiliserOptions options) {
        return publish(day, options, AB, Existing.REPLACE);
    }

    /** A day that had too little in common with what it was to follow. */
    StabiliserState publishBroken(int day, StabiliserOptions options) {
        StateLineage link = chain(options, AB).link(day(day));
        StateLineage broken = new StateLineage(Optional.empty(), link.nextEpoch(), link.nextEpoch(), link.input());
        return publish(day, broken, AB, Existing.REFUSE);
    }

    private StabiliserState publish(int day, StateLineage link, List<VersionId> versions, Existing existing) {
        LocalDate ds = day(day);
        StoreOptions times =
                new StoreOptions(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofDays(3), Duration.ofDays(3));
        try (RunSession run = RunSession.begin(table, RunSession.Request.of(Command.RUN, Optional.of(ds), times))) {
            Publication publication = Publication.of(run, ds, versions, existing);
            StabiliserState state = new StabiliserState(
                    run.runId(),
                    ds,
                    Map.of(),
                    link.follows().map(StabiliserState::path),
                    link.epoch(),
                    LinearMap.identity(2),
                    List.of());
            String content = existing + " " + day;
            publication.publish(
                    versions.stream()
                            .map(version -> manifest(state, input(version, content, link)))
                            .toList(),
                    Optional.of(state));
            return state;
        }
    }

    private static Manifest manifest(StabiliserState state, Manifest.Input input) {
        return new Manifest(
                state.runId(),
                state.ds(),
                input,
                List.of(),
                new Manifest.Counts(0, 0, Map.of()),
                new Manifest.Lineage(
                        "none", state.epoch(), state.previous().stream().toList(), Optional.of(state.path())),
                new Manifest.Build("test", "none", "17"),
                Instant.parse("2026-11-21T00:00:00Z"));
    }

    private static Manifest.Input input(VersionId version, String content, StateLineage link) {
        PublishedSpec spec = new PublishedSpec(
                Map.of(
                        "scheme", "directions-v1",
                        "d", "2",
                        "m", Integer.toString(version.m()),
                        "seed", Long.toString(version.seed()),
                        "sigma", "1.0",
                        "normalisation", "l2"),
                "ab".repeat(32));
        return new Manifest.Input(spec, source(content), List.of(), Optional.of(link.input()));
    }

    /** The epoch that a published snapshot has. */
    int epoch(VersionId version, int day) {
        return table.manifest(new Snapshot(version, day(day)))
                .orElseThrow()
                .lineage()
                .epoch();
    }
}
