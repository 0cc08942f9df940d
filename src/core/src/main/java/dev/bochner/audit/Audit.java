package dev.bochner.audit;

import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.AuditReport.Subject;
import dev.bochner.audit.scan.DayScan;
import dev.bochner.audit.scan.DaySketch;
import dev.bochner.audit.scan.StoredRows;
import dev.bochner.audit.scan.StoredRows.StoredRow;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoredFile;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceSpec;
import dev.bochner.store.tasks.JobNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits a snapshot, staged or published: measures it by itself and against an earlier day, and judges. It reads and
 * never writes.
 *
 * <p>Spark jobs: the first rows of some feature files; a scan of today's embeddings; and, where there is an earlier day, a
 * scan of its embeddings and one join of both by id. Labels cost some more on the labelled items.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final SparkSession spark;
    private final FeatureTable table;
    private final SourceSpec source;
    private final AuditOptions options;

    private Audit(SparkSession spark, FeatureTable table, SourceSpec source, AuditOptions options) {
        this.spark = spark;
        this.table = table;
        this.source = source;
        this.options = options;
    }

    /**
     * An audit of snapshots of a table.
     *
     * @param source where embeddings of earlier days are
     */
    public static Audit of(SparkSession spark, FeatureTable table, SourceSpec source, AuditOptions options) {
        return new Audit(spark, table, source, options);
    }

    /**
     * What is audited.
     *
     * @param run that made it
     * @param ds its date
     * @param embeddings what it was made from
     * @param versions its features
     */
    public record AuditedDay(String run, LocalDate ds, EmbeddingSnapshot embeddings, List<Features> versions) {
        public AuditedDay {
            versions = List.copyOf(versions);
            if (versions.isEmpty()) {
                throw new IllegalArgumentException("There are no versions to audit, expected one or more");
            }
        }
    }

    /**
     * A version's feature files.
     *
     * @param directory where they are, staged or published
     * @param files their names
     * @param stabilised what the stabiliser came to; empty if the spec has none
     */
    public record Features(
            FeatureSpec spec,
            Path directory,
            List<Manifest.DataFile> files,
            Manifest.Counts counts,
            Optional<Stabilised> stabilised) {
        /** @throws IllegalArgumentException if the spec has a stabiliser and there is no state of it, or the other way */
        public Features {
            files = List.copyOf(files);
            if (spec.stabiliser().isNone() == stabilised.isPresent()) {
                throw new IllegalArgumentException("The stabiliser of " + VersionId.of(spec) + " is "
                        + spec.stabiliser().kind().label() + ", expected "
                        + (stabilised.isPresent() ? "one that made the state given" : "its state of the day"));
            }
        }

        VersionId version() {
            return VersionId.of(spec);
        }

        /** Length of an embedding: what phi maps, or, where there is a linear map before it, what that maps. */
        int d() {
            return stabilised.map(found -> found.state().transform().rows()).orElse(spec.d());
        }

        /** Epoch of the snapshot: that of its state. */
        int epoch() {
            return stabilised.map(found -> found.state().epoch()).orElse(Manifest.Lineage.ALONE.epoch());
        }
    }

    /**
     * A day's state of a stabiliser.
     *
     * @param items files of its table of items, staged or published; none if it has none
     */
    public record Stabilised(StabiliserState state, List<StoredFile> items) {
        public Stabilised {
            items = List.copyOf(items);
        }
    }

    /** Audits against the day before: the greatest published date below this one. */
    public AuditReport examine(AuditedDay today) {
        return examine(today, BaselineDay.before(today.ds(), table, spark, source));
    }

    /** Audits against a date of one's own choice. */
    public AuditReport examine(AuditedDay today, LocalDate against) {
        return examine(today, BaselineDay.on(against, table, spark, source));
    }

    /**
     * What two sets of embeddings of the same items differ by, whether or not anything is published of them.
     *
     * @param spec of the features to compare; its normalisation is applied to the embeddings
     */
    public static List<Metric> drift(
            EmbeddingSnapshot today, EmbeddingSnapshot before, FeatureSpec spec, AuditOptions options) {
        AuditFindings evidence = new AuditFindings();
        DayScan.ScanSettings lens =
                new DayScan.ScanSettings(spec.d(), spec.normalisation(), options.poolSize(), Optional.empty());
        DaySketch sketch = DayScan.run(today, lens, List.of());
        evidence.metrics(Coverage.of(sketch));
        SparkSession spark = today.rows().sparkSession();
        Comparison.Days days = new Comparison.Days("audit", today, sketch, before, List.of(spec), List.of());
        new Comparison(spark, days, lens, options, evidence).run();
        return evidence.metrics();
    }

    private AuditReport examine(AuditedDay today, BaselineDay earlier) {
        long started = System.nanoTime();
        LOG.info(
                "Audit of {} against {} begins",
                today.ds(),
                earlier.ds().map(LocalDate::toString).orElse("nothing"));
        AuditReport report = new Examination(today, earlier).report();
        LOG.info(
                "Audit of {}: {}; {} figures in {} s",
                today.ds(),
                report.verdict().level().label(),
                report.metrics().size(),
                (System.nanoTime() - started) / 1_000_000_000L);
        return report;
    }

    /** One audit. */
    private final class Examination {
        private final AuditedDay today;
        private final BaselineDay earlier;
        private final DayScan.ScanSettings lens;
        private final AuditFindings evidence = new AuditFindings();

        Examination(AuditedDay today, BaselineDay earlier) {
            this.today = today;
            this.earlier = earlier;
            Features first = today.versions().get(0);
            this.lens = new DayScan.ScanSettings(
                    first.d(), first.spec().normalisation(), options.poolSize(), weightColumn());
        }

        private Optional<String> weightColumn() {
            return options.weightColumn()
                    .filter(name -> today.embeddings().carried().stream()
                            .anyMatch(field -> field.name().equals(name)));
        }

        AuditReport report() {
            Map<Features, List<StoredRow>> stored = storedRows();
            named("audit: scan today");
            DaySketch day = DayScan.run(
                    today.embeddings(),
                    lens,
                    stored.values().stream()
                            .flatMap(List::stream)
                            .map(StoredRow::hash)
                            .toList());
            evidence.metrics(Coverage.of(day));
            evidence.histogram("Norm of an embedding, today", day.norms().between(0.001, 0.999, 8));
            StabilisationAudit stabilisation = new StabilisationAudit(spark, table, wanted(stored, day), evidence);
            named("audit: recompute stored rows");
            stored.forEach((features, rows) ->
                    features(features, new StoredFeatures(features, rows, day, evidence), stabilisation));
            if (earlier.embeddings().isEmpty()) {
                rank(day);
            }
            earlier.obstacle().ifPresent(evidence::remark);
            earlier.embeddings().ifPresent(before -> compare(day, before, stabilisation));
            return concluded();
        }

        /** All that can be told of the spread of the embeddings where there is no other day. */
        private void rank(DaySketch day) {
            List<Metric> rank = Samples.rank(day.pool(), lens.normalisation());
            evidence.metrics(rank);
            if (rank.isEmpty()) {
                evidence.remark("The embeddings do not differ between the " + day.items()
                        + " item(s): their effective rank has no value");
            }
        }

        private Map<Features, List<StoredRow>> storedRows() {
            named("audit: stored rows");
            Map<Features, List<StoredRow>> stored = new LinkedHashMap<>();
            for (Features features : today.versions()) {
                List<StoredFile> files =
                        StoredFile.in(features.directory(), features.files(), StoredFile.makeAnew(today.ds()));
                stored.put(
                        features,
                        StoredRows.first(
                                spark,
                                files,
                                options.rowCheck().files(),
                                options.rowCheck().rows()));
            }
            return stored;
        }

        /** Hashes of the ids of all items that a state is asked for. */
        private static Set<Long> wanted(Map<Features, List<StoredRow>> stored, DaySketch day) {
            Set<Long> hashes = new HashSet<>();
            stored.values().forEach(rows -> rows.forEach(row -> hashes.add(row.hash())));
            day.pool().specimens().forEach(item -> hashes.add(item.hash()));
            return hashes;
        }

        private void features(Features features, StoredFeatures rows, StabilisationAudit stabilisation) {
            evidence.metrics(Coverage.refused(features.version(), features.counts()));
            Optional<StabilisedDay> stabilised = stabilisation.today(features);
            rows.check(stabilised);
            stabilised
                    .filter(day -> !day.isLinear())
                    .ifPresent(day -> stabilisation.followed(features, day).ifPresent(rows::checkMeans));
            earlier.ds()
                    .filter(ds -> stabilised.isPresent())
                    .flatMap(ds -> stabilisation.published(features, ds))
                    .ifPresent(manifest ->
                            evidence.epochBefore(features, manifest.lineage().epoch()));
        }

        private void compare(DaySketch day, EmbeddingSnapshot before, StabilisationAudit stabilisation) {
            try {
                List<FeatureSpec> delivered = today.versions().stream()
                        .map(Features::spec)
                        .filter(spec -> spec.stabiliser().isNone())
                        .toList();
                List<StabilisedPair> stabilised = stabilisation.pairs(
                        today.versions(), today.ds(), earlier.ds().orElseThrow());
                Comparison.Days days =
                        new Comparison.Days(today.run(), today.embeddings(), day, before, delivered, stabilised);
                new Comparison(spark, days, lens, options, evidence).run();
                new Downstream(spark, days, lens, options, evidence).run();
            } catch (SourceException e) {
                String lost = earlier.lostSince(table, spark, source).orElseThrow(() -> e);
                evidence.remark("While it was compared: " + lost);
            }
        }

        private AuditReport concluded() {
            List<Metric> metrics = evidence.metrics();
            Retrain retrain = new Retrain(options.retraining(), earlier.ds(), evidence);
            List<String> changes = new ArrayList<>(evidence.diagnoses());
            Verdict verdict = Verdict.of(options.constraints(), metrics);
            changes.addAll(new ChangeSummary(metrics, verdict).all());
            changes.addAll(evidence.stabilised().stream()
                    .flatMap(pair -> new StabilisedSentences(pair, metrics).all().stream())
                    .toList());
            return new AuditReport(
                    new Subject(table.root().toString(), today.run(), today.ds(), earlier.ds(), Instant.now()),
                    verdict,
                    today.versions().stream().map(retrain::answer).toList(),
                    changes,
                    evidence.remarks(),
                    metrics,
                    evidence.histograms(),
                    evidence.mostChanged());
        }

        private void named(String what) {
            JobNames.set(spark, today.run(), what);
        }
    }
}
