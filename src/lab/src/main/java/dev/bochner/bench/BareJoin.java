package dev.bochner.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Two days' embeddings joined by id, as a Spark user writes it, and thrown away: the floor of whatever compares them. */
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
        // Small inputs would be broadcast; at the sizes that matter no day fits into memory.
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
