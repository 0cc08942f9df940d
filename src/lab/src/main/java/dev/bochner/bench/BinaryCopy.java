package dev.bochner.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Copies rows whose features were computed before, as one binary value of the same 8m bytes: a lower bound for any
 * job in Spark.
 */
final class BinaryCopy implements Contender {
    private final SparkSession spark;
    private final Inputs inputs;

    BinaryCopy(SparkSession spark, Inputs inputs) {
        this.spark = spark;
        this.inputs = inputs;
    }

    @Override
    public String name() {
        return "copy-binary";
    }

    @Override
    public void run(Path output) {
        spark.read()
                .parquet(inputs.featureBytes())
                .write()
                .option("compression", inputs.codec())
                .parquet(output.toUri().toString());
    }

    @Override
    public Optional<Dataset<Row>> features(Path output) {
        return Optional.of(spark.read().parquet(output.toUri().toString()));
    }
}
