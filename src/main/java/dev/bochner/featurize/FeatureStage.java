package dev.bochner.featurize;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.Manifest;
import dev.bochner.store.RunSession;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.parquet.FileFormat;
import dev.bochner.store.parquet.FileOptions;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.parquet.TimestampEncoding;
import dev.bochner.store.source.ContentHash;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceFailures;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Spark stage of the daily job: reads a snapshot of embeddings once and leaves feature files of every version in the
 * run's staging, and refused rows in its quarantine.
 */
public final class FeatureStage {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureStage.class);

    private final SparkSession spark;
    private final RunSession run;
    private final FileOptions files;

    private FeatureStage(SparkSession spark, RunSession run, FileOptions files) {
        this.spark = spark;
        this.run = run;
        this.files = files;
    }

    public static FeatureStage of(SparkSession spark, RunSession run, FileOptions files) {
        return new FeatureStage(spark, run, files);
    }

    /**
     * Runs the stage.
     *
     * @param specs the versions, all of the same d
     * @param before the snapshot's fingerprint, whose kind says whether the rows have to be hashed on their way
     * @throws dev.bochner.store.source.SourceException if the source turns out to be unreadable
     */
    public StagedOutput stage(
            EmbeddingSnapshot snapshot, List<FeatureSpec> specs, UniqueIds uniqueIds, Manifest.Fingerprint before) {
        FileFormat.requireSupported(spark.sparkContext().hadoopConfiguration());
        long started = System.nanoTime();
        LOG.info("Run {}: staging {} version(s) of {}", run.runId(), specs.size(), snapshot.description());
        if (uniqueIds == UniqueIds.GUARANTEED) {
            write(snapshot, specs, new Input(snapshot.rows(), List.of()), before);
        } else {
            named("find duplicate ids");
            try (DuplicateIds duplicates =
                    SourceFailures.translating(snapshot.description(), () -> DuplicateIds.scan(snapshot.rows()))) {
                write(snapshot, specs, marked(snapshot.rows(), duplicates), before);
            }
        }
        StagedOutput staged = StagedOutput.in(run.table(), run.staging());
        LOG.info(
                "Run {}: staged; {} rows read in {} s",
                run.runId(),
                staged.rowsRead(),
                (System.nanoTime() - started) / 1_000_000_000L);
        return staged;
    }

    /** Rows and the names of the columns that were added behind them. */
    private record Input(Dataset<Row> rows, List<WritePlan.Extra> extras) {}

    private static Input marked(Dataset<Row> rows, DuplicateIds duplicates) {
        return duplicates.found()
                ? new Input(duplicates.mark(rows), List.of(WritePlan.Extra.DUPLICATE))
                : new Input(rows, List.of());
    }

    private void write(
            EmbeddingSnapshot snapshot, List<FeatureSpec> specs, Input unhashed, Manifest.Fingerprint before) {
        Input input = before.files() == 0 ? hashed(snapshot.rows(), unhashed) : unhashed;
        WritePlan plan = new WritePlan(
                run.table().root().toString(),
                run.runId().text(),
                new RowLayout(snapshot.id(), snapshot.carried()),
                snapshot.encoding(),
                input.extras(),
                specs,
                format().sharedBy(specs.size()));
        named("map and stage");
        SourceFailures.translating(snapshot.description(), () -> {
            input.rows()
                    .write()
                    .format(FeatureSink.class.getName())
                    .option(WritePlan.OPTION, plan.encode())
                    .mode("append")
                    .save();
            return plan;
        });
    }

    private static Input hashed(Dataset<Row> plain, Input input) {
        List<WritePlan.Extra> extras = new ArrayList<>(input.extras());
        extras.add(WritePlan.Extra.CONTENT);
        Dataset<Row> rows = input.rows().withColumn(WritePlan.Extra.CONTENT.columnName(), ContentHash.ofRow(plain));
        return new Input(rows, extras);
    }

    private FileFormat format() {
        return new FileFormat(
                files.compression(),
                files.bufferBytes(),
                TimestampEncoding.of(spark.conf().get("spark.sql.parquet.outputTimestampType", "INT96")),
                spark.version());
    }

    private void named(String what) {
        spark.sparkContext().setJobGroup(run.runId().text(), "bochner: " + what, false);
    }
}
