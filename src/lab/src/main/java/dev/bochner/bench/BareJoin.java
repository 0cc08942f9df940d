package dev.bochner.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Joins the embeddings of two days by id, as a Spark user would write it, and discards the result: a lower bound for
 * the cost of any comparison of two days.
 */
final class BareJoin implements Contender {
    private final SparkSession spark;
    private final Inputs inputs;

    BareJoin(SparkSession spark, Inputs inputs) {
        this.spark = spark;
        this.inputs = inputs;
    }

    @Override
    public String name() {
        return "join";
    }

    @Override
    public void run(Path output) {
        Dataset<Row> today = spark.read().parquet(inputs.embeddings());
        Dataset<Row> before = spark.read().parquet(inputs.embeddings(Inputs.BEFORE));
        // Spark would broadcast small inputs, but days of the sizes that matter do not fit into memory.
        today.join(before.hint("merge"), "id")
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
    }

    @Override
    public Optional<Dataset<Row>> features(Path output) {
        return Optional.empty();
    }
}
