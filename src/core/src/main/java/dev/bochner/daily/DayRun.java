package dev.bochner.daily;

import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.daily.DayInput.Version;
import dev.bochner.daily.SpecResolution.Resolved;
import dev.bochner.featurize.FeatureStage;
import dev.bochner.featurize.ScreenedRows;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.stabilise.Chain;
import dev.bochner.store.Acceptance;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunSession;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.VersionId;
import dev.bochner.store.catalog.CatalogTable;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.PublishedTypes;
import dev.bochner.store.tasks.JobNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** One execution of the daily job, for one date: from the lookup of the source to the published snapshots. */
final class DayRun {
    private final SparkSession spark;
    private final JobConfig config;
    private final RunSession run;
    private final LocalDate ds;
    private final Existing existing;
    private final DependentDays following;
    private final Optional<Chain> chain;

    /** What to do with later days whose state derives from a replaced day. */
    enum DependentDays {
        /** The replacement is refused if there are such days. */
        REFUSED,
        /** The dependent days are run again afterwards. */
        RUN_NEXT
    }

    /**
     * Options of one run.
     *
     * @param ds the date
     * @param existing what to do about a snapshot that is published from other input
     * @param following what to do with later days whose state derives from this one
     */
    record RunOptions(LocalDate ds, Existing existing, DependentDays following) {}

    /** The work that remains to be done for the date. */
    private record PendingWork(
            DayInput input, int inputDim, List<Version> pending, Optional<Chain.StateLineage> link) {}

    /** @param chain the dependencies between the table's days, if there is a stabiliser */
    DayRun(SparkSession spark, JobConfig config, RunSession run, RunOptions order, Optional<Chain> chain) {
        this.spark = spark;
        this.config = config;
        this.run = run;
        this.ds = order.ds();
        this.existing = order.existing();
        this.following = order.following();
        this.chain = chain;
    }

    DailyResult run() {
        EmbeddingSnapshot embeddings = embeddings();
        Resolved resolved = new SpecResolution(config, run).resolve(embeddings);
        DayInput input = DayInput.of(embeddings);
        Optional<Chain.StateLineage> link = chain.map(known -> known.link(ds));
        List<Version> versions = input.versions(resolved.specs(), link.map(Chain.StateLineage::input));
        Publication publication =
                Publication.of(run, ds, versions.stream().map(Version::id).toList(), existing);
        List<Version> pending = pending(publication, versions);
        return pending.isEmpty()
                ? alreadyPublished(input, versions)
                : publish(new PendingWork(input, resolved.inputDim(), pending, link), publication, versions);
    }

    /** Opens today's embeddings, with integer columns widened to the types of the table's other days. */
    private EmbeddingSnapshot embeddings() {
        EmbeddingSnapshot found = EmbeddingSnapshot.open(spark, config.source(), ds);
        return PublishedTypes.besides(ds, run.table(), spark.sparkContext().hadoopConfiguration())
                .map(found::fitting)
                .orElse(found);
    }

    DailyResult accept(String reason) {
        if (existing == Existing.REPLACE) {
            chain.ifPresent(known -> known.requireReplaceable(ds));
        }
        Published published = Acceptance.of(run, ds).publish(reason, System.getProperty("user.name"), existing);
        config.catalogTable().ifPresent(name -> register(name, published));
        Status status = published.published().isEmpty() ? Status.ALREADY_PUBLISHED : Status.PUBLISHED;
        return result(status, published.message() + "; accepted: " + reason, "");
    }

    // The carried columns are those of today's source, from which the files were made.
    private void register(String catalogTable, Published published) {
        EmbeddingSnapshot embeddings = embeddings();
        CatalogTable.of(spark, catalogTable).add(run.table(), List.copyOf(published.published()), embeddings.copied());
    }

    private List<Version> pending(Publication publication, List<Version> versions) {
        List<Version> pending = versions.stream()
                .filter(version -> publication.publishedBy(version.input()).isEmpty())
                .toList();
        if (following == DependentDays.REFUSED && pending.stream().anyMatch(this::isPublished)) {
            chain.ifPresent(known -> known.requireReplaceable(ds));
        }
        return pending;
    }

    private boolean isPublished(Version version) {
        return run.table().manifest(snapshot(version)).isPresent();
    }

    private DailyResult publish(PendingWork work, Publication publication, List<Version> versions) {
        Staged staged = stage(work);
        String quarantine = keepQuarantine();
        Optional<String> refusal = new DataGate(config.validation().maxInvalidFraction())
                .refusal(
                        staged.output(),
                        work.pending().stream().map(Version::id).toList());
        if (refusal.isPresent()) {
            return refused(refusal.get(), quarantine);
        }
        work.input().requireUnchanged(staged.output());
        AuditStage.AuditOutcome audit =
                new AuditStage(spark, run, config).examine(work.input(), ds, work.pending(), staged);
        List<Manifest> manifests = work.pending().stream()
                .map(version -> manifest(version, staged, audit.verdict()))
                .toList();
        if (audit.refusal().isPresent()) {
            return held(publication, manifests, audit, staged.made());
        }
        work.input().requireUnchanged(staged.output());
        Published published = publication.publish(manifests, staged.made());
        register(versions, work.input());
        // Another run may have published the same input while this one staged.
        Status status = published.published().isEmpty() ? Status.ALREADY_PUBLISHED : Status.PUBLISHED;
        return result(status, published.message() + rows(work.pending(), staged.output()) + quarantine, audit.words());
    }

    /** Validates, stabilises and maps the rows into staging. */
    private Staged stage(PendingWork work) {
        List<FeatureSpec> specs = work.pending().stream().map(Version::spec).toList();
        FeatureStage stage = FeatureStage.of(spark, run, config.files());
        try (ScreenedRows rows =
                stage.screen(work.input().embeddings(), config.source().uniqueIds())) {
            if (work.link().isEmpty()) {
                return Staged.plain(stage.stage(
                        rows,
                        new FeatureStage.StageRequest(
                                work.inputDim(),
                                specs,
                                work.input().source().fingerprint(),
                                Optional.empty(),
                                Optional.empty())));
            }
            return stabilised(work, stage, rows, specs, work.link().get());
        }
    }

    private Staged stabilised(
            PendingWork work, FeatureStage stage, ScreenedRows rows, List<FeatureSpec> specs, Chain.StateLineage link) {
        StabiliserStage stabiliser = new StabiliserStage(spark, run.table(), config.stabiliser());
        Optional<StabiliserState> published =
                chain.flatMap(known -> known.published(ds, work.input().source(), link.input()));
        JobNames.set(spark, run.runId().text(), "align with the days before");
        StabiliserStage.FittedStabiliser found = published
                .map(state -> stabiliser.again(state, specs.get(0).normalisation()))
                .orElseGet(() -> stabiliser.find(rows, ds, specs, work.inputDim(), link));
        StagedOutput output = stage.stage(
                rows,
                new FeatureStage.StageRequest(
                        work.inputDim(),
                        specs,
                        work.input().source().fingerprint(),
                        Optional.of(found.stabilisation()),
                        found.items()));
        return published
                .map(state -> Staged.by(output, state))
                .orElseGet(() -> Staged.making(output, found.state(run.runId(), ds, output)));
    }

    private DailyResult held(
            Publication publication,
            List<Manifest> manifests,
            AuditStage.AuditOutcome audit,
            Optional<StabiliserState> state) {
        String message = "Refused " + config.source().describe(ds) + ": "
                + audit.refusal().orElseThrow() + "; it is kept in staging for " + keptFor()
                + ". To publish it as it is, run the same command with --accept-audit \"the reason\"";
        publication.hold(manifests, message, state);
        return result(Status.REFUSED, message, audit.words());
    }

    private String keptFor() {
        return config.store().refusedRetention().toHours() + " h";
    }

    private Manifest manifest(Version version, Staged staged, String verdict) {
        return new Manifest(
                run.runId(),
                ds,
                version.input(),
                staged.output().of(version.id()).files(),
                staged.output().counts(version.id()),
                staged.lineage().audited(verdict),
                new Manifest.Build(codeVersion(), spark.version(), System.getProperty("java.runtime.version")),
                Instant.now());
    }

    private DailyResult alreadyPublished(DayInput input, List<Version> versions) {
        String message = "Already published from the same input: "
                + versions.stream().map(this::snapshot).toList() + "; nothing written";
        run.alreadyPublished(message);
        register(versions, input);
        return result(Status.ALREADY_PUBLISHED, message, "");
    }

    private DailyResult refused(String reason, String quarantine) {
        String message = "Refused " + config.source().describe(ds) + ": " + reason + quarantine;
        run.refused(message);
        return result(Status.REFUSED, message, "");
    }

    // The catalog is updated after the store: only published snapshots are registered, and a rerun adds missing ones.
    private void register(List<Version> versions, DayInput input) {
        config.catalogTable()
                .ifPresent(name -> CatalogTable.of(spark, name)
                        .add(
                                run.table(),
                                versions.stream().map(this::snapshot).toList(),
                                input.embeddings().copied()));
    }

    private Snapshot snapshot(Version version) {
        return new Snapshot(version.id(), ds);
    }

    private DailyResult result(Status status, String message, String audit) {
        return new DailyResult(run.runId().text(), status, message, audit);
    }

    /**
     * Describes the row counts. If they differ between versions, which only limits on the norm can cause, each version is listed.
     */
    private static String rows(List<Version> versions, StagedOutput staged) {
        Map<String, List<VersionId>> byCounts = new LinkedHashMap<>();
        versions.forEach(
                version -> byCounts.computeIfAbsent(counted(staged.counts(version.id())), counts -> new ArrayList<>())
                        .add(version.id()));
        boolean alike = byCounts.size() == 1;
        return "; " + staged.rowsRead() + " rows read, "
                + byCounts.entrySet().stream()
                        .map(one -> alike ? one.getKey() : one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String counted(Manifest.Counts counts) {
        long quarantined = counts.quarantined().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        String reasons = counts.quarantined().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
        return counts.written() + " written"
                + (quarantined == 0 ? "" : ", " + quarantined + " quarantined (" + reasons + ")");
    }

    /** Publishes the refused rows, and returns a phrase that says where they are; empty if there are none. */
    private String keepQuarantine() {
        Accessories accessories = new Accessories();
        return accessories
                .attempt("The quarantined rows are not kept", () -> run.publishQuarantine(ds))
                .map(path -> "; quarantined rows are in " + path)
                .orElseGet(() -> accessories.remarks().stream()
                        .map(remark -> "; " + remark)
                        .collect(Collectors.joining()));
    }

    private static String codeVersion() {
        return Optional.ofNullable(DayRun.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
