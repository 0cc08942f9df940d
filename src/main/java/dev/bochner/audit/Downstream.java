package dev.bochner.audit;

import dev.bochner.audit.AuditOptions.LabelSource;
import dev.bochner.audit.labels.LabelMeasures;
import dev.bochner.audit.labels.LinearModel;
import dev.bochner.audit.labels.Measured;
import dev.bochner.audit.labels.ModelMeasures;
import dev.bochner.audit.scan.DayScan;
import dev.bochner.audit.scan.EmbeddingPairs;
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
    private final Evidence evidence;
    private final EmbeddingPairs pairs;

    Downstream(SparkSession spark, Comparison.Days days, DayScan.Lens lens, AuditOptions options, Evidence evidence) {
        this.spark = spark;
        this.days = days;
        this.options = options;
        this.evidence = evidence;
        this.pairs = new EmbeddingPairs(days.today(), days.before(), lens);
    }

    void run() {
        options.labels().ifPresent(this::labels);
        if (!options.models().isEmpty()) {
            named("audit: models of downstream teams");
            List<LinearModel> models =
                    options.models().stream().map(this::model).toList();
            take(ModelMeasures.of(pairs.all(), models, days.specs()));
        }
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
        take(LabelMeasures.of(labels, pairs.of(labels.select(functions.col(ID)).distinct()), days.specs()));
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
        spark.sparkContext().setJobGroup(days.jobGroup(), "bochner: " + what, false);
    }
}
