package dev.bochner.daily;

import dev.bochner.audit.Audit;
import dev.bochner.audit.calibrate.CalibrationAdvice;
import dev.bochner.audit.history.History;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.HtmlReport;
import dev.bochner.config.JobConfig;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.ConflictException;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Manifest.Fingerprint;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.PublishedTypes;
import dev.bochner.store.source.SourceException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The audit of published snapshots on demand. It writes nothing into the table. */
public final class PublishedAudit {
    private final SparkSession spark;
    private final JobConfig config;
    private final FeatureTable table;

    private PublishedAudit(SparkSession spark, JobConfig config) {
        this.spark = spark;
        this.config = config;
        this.table =
                FeatureTable.at(new Path(config.table()), spark.sparkContext().hadoopConfiguration());
    }

    /** Creates audits for the table of a configuration. */
    public static PublishedAudit of(SparkSession spark, JobConfig config) {
        return new PublishedAudit(spark, config);
    }

    /**
     * Audits all published versions of a date.
     *
     * @param against an earlier date to compare with; if empty, the latest published one before {@code ds}
     * @throws ConflictException if nothing is published for one of the dates
     * @throws SourceException if the embeddings of the date have changed since the snapshot was made
     * @throws dev.bochner.store.source.SourceSchemaException if the ids or carried columns of the two dates are of types that
     *     cannot be compared
     */
    public AuditReport examine(LocalDate ds, Optional<LocalDate> against) {
        List<Manifest> manifests = manifests(ds);
        Manifest first = manifests.get(0);
        Audit.AuditedDay today = new Audit.AuditedDay(
                first.runId().text(),
                ds,
                comparable(embeddings(first), ds, against).withoutQuarantinedIds(first.counts()),
                manifests.stream().map(this::features).toList());
        Audit audit = Audit.of(spark, table, config.source(), config.audit());
        AuditReport report =
                against.map(earlier -> audit.examine(today, earlier)).orElseGet(() -> audit.examine(today));
        History history = history(ds);
        return report.remarking(history.remark().stream().toList())
                .advising(CalibrationAdvice.of(report, history.passed().headMap(ds, false)));
    }

    /** Renders a report as an HTML page, with the table's history up to its date. */
    public String page(AuditReport report) {
        return HtmlReport.render(report, history(report.subject().ds()).trends());
    }

    private History history(LocalDate ds) {
        return History.read(table, spark.sparkContext().hadoopConfiguration()).until(ds);
    }

    private List<Manifest> manifests(LocalDate ds) {
        List<Manifest> manifests = table.versions().stream()
                .flatMap(version -> table.manifest(new Snapshot(version, ds)).stream())
                .toList();
        if (manifests.isEmpty()) {
            throw new ConflictException("Nothing is published of " + ds + " in " + table.root() + ", only of "
                    + table.snapshots().stream()
                            .map(Snapshot::ds)
                            .distinct()
                            .sorted()
                            .toList());
        }
        return manifests;
    }

    private EmbeddingSnapshot comparable(EmbeddingSnapshot embeddings, LocalDate ds, Optional<LocalDate> against) {
        Optional<PublishedTypes> types = against.map(
                        earlier -> PublishedTypes.of(manifests(earlier).get(0), table, hadoop()))
                .orElseGet(() -> PublishedTypes.before(ds, table, hadoop()));
        return types.map(embeddings::fitting).orElse(embeddings);
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }

    private EmbeddingSnapshot embeddings(Manifest manifest) {
        EmbeddingSnapshot embeddings = EmbeddingSnapshot.open(spark, config.source(), manifest.ds());
        Fingerprint then = manifest.input().source().fingerprint();
        Manifest.Source now = embeddings.source();
        if (!now.matches(then)) {
            throw new SourceException("The embeddings of " + manifest.ds() + " have since been overwritten: "
                    + embeddings.description() + " was " + then + " when they were published and is "
                    + now.fingerprint()
                    + "; features cannot be compared with what they were made from");
        }
        return embeddings;
    }

    private Audit.Stabilised stabilised(Manifest manifest, String path) {
        StabiliserState state = table.state(path)
                .orElseThrow(() ->
                        new StoreException("There is no " + table.resolve(path) + ", the state that the manifest of "
                                + manifest.snapshot() + " names: its features cannot be told from embeddings"));
        return new Audit.Stabilised(state, table.stateItemFiles(state));
    }

    private Audit.Features features(Manifest manifest) {
        return new Audit.Features(
                FeatureSpec.of(manifest.input().spec().identity()),
                table.path(manifest.snapshot()),
                manifest.files(),
                manifest.counts(),
                manifest.lineage().state().map(path -> stabilised(manifest, path)));
    }
}
