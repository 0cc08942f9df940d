package dev.bochner.featurize;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.Manifest;
import dev.bochner.store.RunSession;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.parquet.FileFormat;
import dev.bochner.store.parquet.FileOptions;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.parquet.TimestampEncoding;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceFailures;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import dev.bochner.store.tasks.JobNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Spark stage of the daily job: reads a snapshot of embeddings once and leaves feature files of every version in the
 * run's staging, and refused rows in its quarantine.
 */
public final class FeatureStage {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureStage.class);

    private static final String ITEM = "bochner_item";

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
     * Parameters of one execution of the stage.
     *
     * @param inputDim length of the embeddings
     * @param specs the specs of the versions, all with the same d and stabiliser and, if there is a stabiliser, the same
     *     normalisation
     * @param before the snapshot's fingerprint, whose kind says whether the rows have to be hashed while they are mapped
     * @param stabilisation what happens to them before phi; empty if the specs have no stabiliser
     * @param items the items of the earlier state, (id, age, last_seen, mean), that are averaged with today's embeddings
     */
    public record StageRequest(
            int inputDim,
            List<FeatureSpec> specs,
            Manifest.Fingerprint before,
            Optional<RowStabilisation> stabilisation,
            Optional<Dataset<Row>> items) {
        public StageRequest {
            specs = List.copyOf(specs);
        }
    }

    /**
     * Looks for duplicate ids.
     *
     * @throws dev.bochner.store.source.SourceException if the source turns out to be unreadable
     */
    public ScreenedRows screen(EmbeddingSnapshot snapshot, UniqueIds uniqueIds) {
        FileFormat.requireSupported(spark.sparkContext().hadoopConfiguration());
        named("find duplicate ids");
        return ScreenedRows.of(snapshot, uniqueIds);
    }

    /**
     * Runs the stage.
     *
     * @throws dev.bochner.store.source.SourceException if the source turns out to be unreadable
     */
    public StagedOutput stage(ScreenedRows rows, StageRequest work) {
        long started = System.nanoTime();
        String description = rows.snapshot().description();
        LOG.info(
                "Run {}: staging {} version(s) of {}", run.runId(), work.specs().size(), description);
        Input input = withItems(withHashes(rows, work), work);
        WritePlan plan = plan(rows.snapshot(), input, work);
        named("map and stage");
        SourceFailures.translating(description, () -> {
            input.rows()
                    .write()
                    .format(FeatureSink.class.getName())
                    .option(WritePlan.OPTION, plan.encode())
                    .mode("append")
                    .save();
            return plan;
        });
        StagedOutput staged = StagedOutput.in(run.table(), run.staging());
        LOG.info(
                "Run {}: staged; {} rows read in {} s",
                run.runId(),
                staged.rowsRead(),
                (System.nanoTime() - started) / 1_000_000_000L);
        return staged;
    }

    /** Rows with the list of the columns that were appended to them. */
    private record Input(Dataset<Row> rows, List<WritePlan.Extra> extras) {
        Input and(Dataset<Row> more, WritePlan.Extra... added) {
            return new Input(
                    more, Stream.concat(extras.stream(), Stream.of(added)).toList());
        }
    }

    private WritePlan plan(EmbeddingSnapshot snapshot, Input input, StageRequest work) {
        int files = work.specs().size() + (work.stabilisation().isPresent() ? 1 : 0);
        return new WritePlan(
                run.table().root().toString(),
                run.runId().text(),
                new RowLayout(snapshot.id(), snapshot.carried()),
                snapshot.encoding(),
                input.extras(),
                work.inputDim(),
                work.stabilisation().stream().toList(),
                work.specs().stream().map(FeatureSpec::afterStabiliser).toList(),
                format().sharedBy(files));
    }

    private static Input withHashes(ScreenedRows screened, StageRequest work) {
        Input input = new Input(screened.rows(), screened.extras());
        if (work.before().files() > 0) {
            return input;
        }
        Column hash = screened.snapshot().contentHash();
        return input.and(input.rows().withColumn(WritePlan.Extra.CONTENT.columnName(), hash), WritePlan.Extra.CONTENT);
    }

    /** Joins today's rows with the items of the state by id, as a full outer join. */
    private static Input withItems(Input input, StageRequest work) {
        if (work.items().isEmpty()) {
            return input;
        }
        Dataset<Row> items = work.items()
                .get()
                .toDF(
                        ITEM,
                        WritePlan.Extra.AGE.columnName(),
                        WritePlan.Extra.LAST_SEEN.columnName(),
                        WritePlan.Extra.MEAN.columnName());
        Dataset<Row> today = input.rows().withColumn(WritePlan.Extra.TODAY.columnName(), functions.lit(true));
        Column id = today.col(DuplicateIds.quoted(today.columns()[RowLayout.ID]));
        Dataset<Row> joined = today.join(items.hint("merge"), id.equalTo(items.col(ITEM)), "full_outer");
        List<Column> columns = new ArrayList<>();
        columns.add(functions.coalesce(id, items.col(ITEM)).as(today.columns()[RowLayout.ID]));
        Stream.of(today.columns()).skip(1).forEach(name -> columns.add(today.col(DuplicateIds.quoted(name))));
        Stream.of(WritePlan.Extra.AGE, WritePlan.Extra.LAST_SEEN, WritePlan.Extra.MEAN)
                .forEach(extra -> columns.add(items.col(extra.columnName())));
        return input.and(
                joined.select(columns.toArray(Column[]::new)),
                WritePlan.Extra.TODAY,
                WritePlan.Extra.AGE,
                WritePlan.Extra.LAST_SEEN,
                WritePlan.Extra.MEAN);
    }

    private FileFormat format() {
        return new FileFormat(
                files.compression(),
                files.bufferBytes(),
                TimestampEncoding.of(spark.conf().get("spark.sql.parquet.outputTimestampType", "INT96")),
                spark.version());
    }

    private void named(String what) {
        JobNames.set(spark, run.runId().text(), what);
    }
}
