package dev.bochner.audit;

import dev.bochner.audit.AuditOptions.LabelSource;
import dev.bochner.audit.labels.LabelMeasures;
import dev.bochner.audit.labels.LinearModel;
import dev.bochner.audit.labels.Measured;
import dev.bochner.audit.labels.ModelMeasures;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.scan.DayScan;
import dev.bochner.audit.scan.EmbeddingPairs;
import dev.bochner.audit.scan.EmbeddingSide;
import dev.bochner.stabilise.StateItems;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.tasks.JobNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What those who use the features will see: by labels, and by the models that they have registered. */
final class Downstream {
    private static final String ID = "id";
    private static final String LABEL = "label";

    private final SparkSession spark;
    private final Comparison.Days days;
    private final AuditOptions options;
    private final AuditFindings evidence;
    private final DayScan.ScanSettings lens;
    private final EmbeddingPairs pairs;

    Downstream(
            SparkSession spark,
            Comparison.Days days,
            DayScan.ScanSettings lens,
            AuditOptions options,
            AuditFindings evidence) {
        this.spark = spark;
        this.days = days;
        this.options = options;
        this.evidence = evidence;
        this.lens = lens;
        this.pairs = new EmbeddingPairs(
                EmbeddingSide.delivered(days.today(), lens.d(), lens.normalisation()),
                EmbeddingSide.delivered(days.before(), days.dBefore(lens.d()), lens.normalisation()));
    }

    void run() {
        options.labels().ifPresent(this::labels);
        if (!options.models().isEmpty()) {
            named("audit: models of downstream teams");
            List<LinearModel> models =
                    options.models().stream().map(this::model).toList();
            models(models);
        }
    }

    private void models(List<LinearModel> models) {
        for (StabilisedPair pair : days.stabilised()) {
            List<LinearModel> theirs =
                    models.stream().filter(model -> takes(model, pair)).toList();
            if (!theirs.isEmpty()) {
                take(ModelMeasures.of(stabilised(pair).all(), theirs, pair.maps()));
            }
        }
        List<LinearModel> others = models.stream()
                .filter(model -> days.stabilised().stream().noneMatch(pair -> takes(model, pair)))
                .toList();
        take(ModelMeasures.of(pairs.all(), others, days.specs()));
    }

    private static boolean takes(LinearModel model, StabilisedPair pair) {
        return pair.specs().stream().map(VersionId::of).anyMatch(model.version()::equals);
    }

    private EmbeddingPairs stabilised(StabilisedPair pair) {
        return new EmbeddingPairs(side(days.today(), pair.today()), side(days.before(), pair.before()));
    }

    private EmbeddingSide side(EmbeddingSnapshot embeddings, StabilisedDay day) {
        if (day.isLinear()) {
            return EmbeddingSide.aligned(embeddings, day.normalisation(), day.transform());
        }
        Dataset<Row> items = StateItems.read(spark, day.stabilised().items());
        Dataset<Row> present =
                StateItems.present(items, day.stabilised().state().ds());
        return EmbeddingSide.averaged(present, day.transform().columns(), day.normalisation());
    }

    private void labels(LabelSource source) {
        named("audit: labels");
        Dataset<Row> labels;
        try {
            Dataset<Row> all = spark.read().format(source.format()).load(source.path());
            labels = all.select(
                    all.col(source.idColumn()).cast("string").as(ID),
                    all.col(source.labelColumn()).cast("string").as(LABEL));
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                evidence.remark("Labels cannot be read from " + source.path() + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                return;
            }
            throw e;
        }
        Dataset<Row> ids = labels.select(functions.col(ID)).distinct();
        if (days.dBefore(lens.d()) == lens.d()) {
            take(LabelMeasures.of(labels, pairs.of(ids), days.specs()));
        }
        for (StabilisedPair pair : days.stabilised()) {
            take(named(pair.part(), LabelMeasures.of(labels, stabilised(pair).of(ids), pair.maps())));
        }
    }

    /** What is about no version's features is about the stabilised vectors, which the figures have to tell. */
    private static Measured named(String part, Measured measured) {
        List<Metric> metrics = measured.metrics().stream()
                .map(metric -> metric.version().isPresent()
                        ? metric
                        : metric.part(metric.part().isEmpty() ? part : metric.part() + " " + part))
                .toList();
        return new Measured(metrics, measured.remarks());
    }

    private void take(Measured measured) {
        evidence.metrics(measured.metrics());
        measured.remarks().forEach(evidence::remark);
    }

    private LinearModel model(String file) {
        Path path = new Path(file);
        try (FSDataInputStream in =
                path.getFileSystem(spark.sparkContext().hadoopConfiguration()).open(path)) {
            return LinearModel.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the model " + file + " (audit.models): " + e.getMessage(), e);
        }
    }

    private void named(String what) {
        JobNames.set(spark, days.jobGroup(), what);
    }
}
