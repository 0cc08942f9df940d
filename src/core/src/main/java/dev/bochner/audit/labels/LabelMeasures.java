package dev.bochner.audit.labels;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.xxhash64;

import dev.bochner.audit.drift.GaussianKernel;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What labelled items say of a refresh.
 *
 * <ul>
 *   <li>{@link Measure#ALIGNMENT}, {@link Measure#ALIGNMENT_CONTRAST}: see {@link ClassSums}; exact, part {@code phi} per
 *       version and part {@code linear} of the embeddings; part {@code gaussian} per version by its sigma, of the
 *       embeddings, on {@value #SAMPLE} items chosen by a hash of the id, see {@link GaussianAlignment}. Alignment alone
 *       is largest where all embeddings are one point; contrast is then zero
 *   <li>{@link Measure#STALE_ACCURACY} and its neighbours, per version and for the embeddings: see {@link StaleProbe}
 * </ul>
 *
 * <p>An item of several classes counts in each for the alignment; the probe takes the first in order of the text.
 * <b>Driver:</b> sums per class, of at most {@value #MOST_CLASSES} classes, and the sample.
 */
public final class LabelMeasures {
    private static final int SAMPLE = 1000;
    private static final int MOST_CLASSES = 1000;

    private final Dataset<Row> items;
    private final List<FeatureSpec> specs;
    private final List<Metric> metrics = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private LabelMeasures(Dataset<Row> items, List<FeatureSpec> specs) {
        this.items = items;
        this.specs = List.copyOf(specs);
    }

    /**
     * Measures both days.
     *
     * @param labels columns (id string, label string), one class per row; an item may have several rows; those without
     * an id or a label are passed over
     * @param embeddings columns (id string, today array&lt;float&gt;, before array&lt;float&gt;), as they enter phi
     * @param specs the versions to measure
     */
    public static Measured of(Dataset<Row> labels, Dataset<Row> embeddings, List<FeatureSpec> specs) {
        Dataset<Row> classesOfItems = labels.select(
                        col("id").cast("string").as(EmbeddingRow.ID),
                        col("label").cast("string").as("label"))
                .na()
                .drop()
                .groupBy(EmbeddingRow.ID)
                .agg(sort_array(collect_set("label")).as(EmbeddingRow.CLASSES));
        Dataset<Row> items = embeddings
                .join(classesOfItems, EmbeddingRow.ID)
                // Not the bits that a sample of items would be chosen by.
                .withColumn(
                        ProbeRows.FIT,
                        pmod(xxhash64(lit("probe"), col(EmbeddingRow.ID)), lit(2))
                                .equalTo(0))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            LabelMeasures measures = new LabelMeasures(items, specs);
            measures.measure(classesOfItems.count());
            return new Measured(measures.metrics, measures.remarks);
        } finally {
            items.unpersist();
        }
    }

    private void measure(long labelled) {
        long known = items.count();
        if (known < labelled) {
            remarks.add((labelled - known) + " of " + labelled
                    + " labelled items have no embedding on both days: they are left out");
        }
        if (known == 0) {
            return;
        }
        if (hasTooManyClasses()) {
            remarks.add("There are more than " + MOST_CLASSES
                    + " classes: alignment and stale probe need fewer, and are not measured");
            return;
        }
        addExactAlignment();
        addGaussianAlignment();
        addProbes(firstClasses());
    }

    private boolean hasTooManyClasses() {
        return items.select(explode(col(EmbeddingRow.CLASSES)))
                        .distinct()
                        .limit(MOST_CLASSES + 1)
                        .count()
                > MOST_CLASSES;
    }

    private List<String> firstClasses() {
        return items
                .select(element_at(col(EmbeddingRow.CLASSES), 1))
                .distinct()
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }

    private void addExactAlignment() {
        List<ClassSums> sums =
                items.javaRDD().mapPartitions(new AlignmentPass(specs)).reduce(AlignmentPass::merge);
        exact(sums.get(0), "linear").forEach(metrics::add);
        for (int i = 0; i < specs.size(); i++) {
            VersionId version = VersionId.of(specs.get(i));
            exact(sums.get(i + 1), "phi").forEach(metric -> metrics.add(metric.of(version)));
        }
    }

    private static List<Metric> exact(ClassSums sums, String part) {
        List<Metric> found = new ArrayList<>();
        OptionalDouble alignment = sums.alignment();
        alignment.ifPresent(value ->
                found.add(Metric.exact(Measure.ALIGNMENT, value, sums.items()).part(part)));
        OptionalDouble contrast = sums.contrast();
        contrast.ifPresent(value -> found.add(
                Metric.exact(Measure.ALIGNMENT_CONTRAST, value, sums.items()).part(part)));
        return found;
    }

    private void addGaussianAlignment() {
        GaussianAlignment sample = new GaussianAlignment();
        items.orderBy(xxhash64(col(EmbeddingRow.ID)), col(EmbeddingRow.ID))
                .limit(SAMPLE)
                .collectAsList()
                .forEach(row -> sample.add(EmbeddingRow.classes(row), EmbeddingRow.today(row)));
        for (FeatureSpec spec : specs) {
            sample.metrics(GaussianKernel.of(spec)).forEach(metric -> metrics.add(metric.of(VersionId.of(spec))));
        }
    }

    private void addProbes(List<String> classes) {
        if (classes.size() < 2) {
            remarks.add("All labelled items are of class " + classes.get(0)
                    + ": a classifier has nothing to tell apart, so there is no stale probe");
            return;
        }
        addProbe(new ProbeRows(classes, Optional.empty()));
        specs.forEach(spec -> addProbe(new ProbeRows(classes, Optional.of(spec))));
    }

    private void addProbe(ProbeRows rows) {
        Optional<VersionId> version = rows.spec().map(VersionId::of);
        List<Metric> found = StaleProbe.of(items, rows);
        if (found.isEmpty()) {
            remarks.add("Too few labelled items to fit and score a classifier on "
                    + version.map(VersionId::toString).orElse("the embeddings") + ": there is no stale probe");
        }
        found.forEach(metric -> metrics.add(version.map(metric::of).orElse(metric)));
    }
}
