package dev.bochner.daily;

import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.daily.DayInput.Version;
import dev.bochner.featurize.FeatureStage;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.Acceptance;
import dev.bochner.store.ConflictException;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.RunSession.Request;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.StepListener;
import dev.bochner.store.catalog.CatalogTable;
import dev.bochner.store.source.EmbeddingSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The daily job: a day's embeddings become a published snapshot of every configured feature version, all or none.
 *
 * <p>What goes wrong is an exception, what the data gate refuses is a result; either way nothing is published, the
 * quarantine is kept, and {@code _runs/<run-id>.json} tells the outcome.
 */
public final class DailyJob {
    private final SparkSession spark;
    private final JobConfig config;
    private final StepListener listener;

    private DailyJob(SparkSession spark, JobConfig config, StepListener listener) {
        this.spark = spark;
        this.config = config;
        this.listener = listener;
    }

    /** The job of a configuration. */
    public static DailyJob of(SparkSession spark, JobConfig config) {
        return new DailyJob(spark, config, StepListener.NONE);
    }

    /** The same job, with somebody told of every step of its publication. */
    public DailyJob listenedToBy(StepListener stepListener) {
        return new DailyJob(spark, config, stepListener);
    }

    /**
     * Runs the job for one date.
     *
     * @param existing what to do about a snapshot that is already published from other input
     * @throws ConflictException if what is published, or another run, stands against it
     * @throws dev.bochner.store.source.SourceException if the source is missing, unreadable or incomplete
     * @throws dev.bochner.store.source.SourceSchemaException if a configured column is not there or not usable
     */
    public DailyResult run(LocalDate ds, Existing existing) {
        return inSession(ds, run -> new Day(run, ds, existing).run());
    }

    /**
     * Publishes what the audit refused, byte for byte, after a check of every file.
     *
     * @param reason why it may be seen nevertheless; goes on the record with the name of the user
     * @throws ConflictException if nothing of that date is kept, or something else is published by now
     */
    public DailyResult accept(LocalDate ds, String reason, Existing existing) {
        return inSession(ds, run -> new Day(run, ds, existing).accept(reason));
    }

    private DailyResult inSession(LocalDate ds, Function<RunSession, DailyResult> work) {
        FeatureTable table =
                FeatureTable.at(new Path(config.table()), spark.sparkContext().hadoopConfiguration());
        Request request = new Request(Command.RUN, Optional.of(ds), config.store(), listener);
        try (RunSession run = RunSession.begin(table, request)) {
            try {
                return work.apply(run);
            } catch (Exception e) {
                run.failed(ExitCode.of(e).code(), String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    /** One execution, for one date. */
    private final class Day {
        private final RunSession run;
        private final LocalDate ds;
        private final Existing existing;

        Day(RunSession run, LocalDate ds, Existing existing) {
            this.run = run;
            this.ds = ds;
            this.existing = existing;
        }

        DailyResult run() {
            EmbeddingSnapshot embeddings = EmbeddingSnapshot.open(spark, config.source(), ds);
            List<FeatureSpec> specs = new SpecResolution(config, run.table()).resolve(embeddings);
            DayInput input = DayInput.of(embeddings);
            List<Version> versions = input.versions(specs);
            Publication publication =
                    Publication.of(run, ds, versions.stream().map(Version::id).toList(), existing);
            List<Version> pending = pending(publication, versions);
            return pending.isEmpty()
                    ? alreadyPublished(input, versions)
                    : publish(input, pending, publication, versions);
        }

        DailyResult accept(String reason) {
            Published published = Acceptance.of(run, ds).publish(reason, System.getProperty("user.name"), existing);
            config.catalogTable().ifPresent(name -> register(name, published));
            Status status = published.published().isEmpty() ? Status.ALREADY_PUBLISHED : Status.PUBLISHED;
            return result(status, published.message() + "; accepted: " + reason, "");
        }

        // The columns beside the features are those of today's source, which the files were made from.
        private void register(String catalogTable, Published published) {
            EmbeddingSnapshot embeddings = EmbeddingSnapshot.open(spark, config.source(), ds);
            CatalogTable.of(spark, catalogTable)
                    .add(run.table(), List.copyOf(published.published()), embeddings.copied());
        }

        private List<Version> pending(Publication publication, List<Version> versions) {
            return versions.stream()
                    .filter(version -> publication.publishedBy(version.input()).isEmpty())
                    .toList();
        }

        private DailyResult publish(
                DayInput input, List<Version> pending, Publication publication, List<Version> versions) {
            StagedOutput staged = FeatureStage.of(spark, run, config.files())
                    .stage(
                            input.embeddings(),
                            pending.stream().map(Version::spec).toList(),
                            config.source().uniqueIds(),
                            input.fingerprint());
            Optional<Path> quarantine = run.publishQuarantine(ds);
            Optional<String> refusal = new DataGate(config.validation().maxInvalidFraction())
                    .refusal(staged, pending.stream().map(Version::id).toList());
            if (refusal.isPresent()) {
                return refused(refusal.get(), quarantine);
            }
            input.requireUnchanged(staged);
            AuditStage.Outcome audit = new AuditStage(spark, run, config).examine(input, ds, pending, staged);
            List<Manifest> manifests = pending.stream()
                    .map(version -> manifest(version, staged, audit.verdict()))
                    .toList();
            if (audit.refusal().isPresent()) {
                return held(publication, manifests, audit);
            }
            input.requireUnchanged(staged);
            Published published = publication.publish(manifests);
            register(versions, input);
            // Another run may have published the same input while this one staged.
            Status status = published.published().isEmpty() ? Status.ALREADY_PUBLISHED : Status.PUBLISHED;
            return result(status, published.message() + rows(pending, staged) + kept(quarantine), audit.words());
        }

        private DailyResult held(Publication publication, List<Manifest> manifests, AuditStage.Outcome audit) {
            String message = "Refused " + config.source().describe(ds) + ": "
                    + audit.refusal().orElseThrow() + "; it is kept in staging for " + keptFor()
                    + ". To publish it as it is, run the same command with --accept-audit \"the reason\"";
            publication.hold(manifests, message);
            return result(Status.REFUSED, message, audit.words());
        }

        private String keptFor() {
            return config.store().refusedRetention().toHours() + " h";
        }

        private Manifest manifest(Version version, StagedOutput staged, String verdict) {
            return new Manifest(
                    run.runId(),
                    ds,
                    version.input(),
                    staged.of(version.id()).files(),
                    staged.counts(version.id()),
                    Manifest.Lineage.ALONE.audited(verdict),
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

        private DailyResult refused(String reason, Optional<Path> quarantine) {
            String message = "Refused " + config.source().describe(ds) + ": " + reason + kept(quarantine);
            run.refused(message);
            return result(Status.REFUSED, message, "");
        }

        // The catalog follows the store: what is registered is published, and a rerun repairs what is missing.
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
    }

    private static String rows(List<Version> versions, StagedOutput staged) {
        return "; " + staged.rowsRead() + " rows read, "
                + staged.of(versions.get(0).id()).rowsWritten() + " written";
    }

    private static String kept(Optional<Path> quarantine) {
        return quarantine.map(path -> "; quarantined rows are in " + path).orElse("");
    }

    private static String codeVersion() {
        return Optional.ofNullable(DailyJob.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
