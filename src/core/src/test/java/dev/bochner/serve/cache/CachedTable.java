package dev.bochner.serve.cache;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of one version in a local directory, published and cached by command.
 *
 * @param directory where the table lies, and its cache unless said otherwise
 */
record CachedTable(Path directory) {
    static final EmbeddingTable ITEMS = EmbeddingTable.of(500, 9, 4);
    static final VersionId VERSION = new VersionId(8, 42);
    static final String DS = "2026-11-20";

    FeatureTable table() {
        return FeatureTable.at(
                new org.apache.hadoop.fs.Path(JobConfigs.uri(directory.resolve("table"))), new Configuration());
    }

    /** The cache. */
    Path out() {
        return directory.resolve("cache");
    }

    org.apache.hadoop.fs.Path snapshot(String ds) {
        return table().path(new Snapshot(VERSION, LocalDate.parse(ds)));
    }

    FeatureRows rows(SparkSession spark, String ds) {
        return FeatureRows.bySpark(spark, snapshot(ds).toString());
    }

    /** By the daily job; settings are as {@code --set} takes them. */
    void publish(Dataset<Row> embeddings, String ds, String... settings) throws IOException {
        String source = directory.resolve("embeddings-" + ds).toString();
        embeddings.repartition(3).write().parquet(source);
        String versions = "bochner.features.versions = [{ m = 8, seed = \"42\" }]\n";
        Path conf =
                Files.writeString(directory.resolve("daily.conf"), JobConfigs.text(table().root(), source) + versions);
        Stream<String> set = Stream.of(settings).map(setting -> "--set=" + setting);
        CommandRun.of(Stream.concat(Stream.of("run", "--conf=" + conf, "--ds=" + ds), set)
                        .toArray(String[]::new))
                .done();
    }

    /** Builds the cache. */
    CommandRun build() {
        return buildInto(out());
    }

    /** Builds a cache elsewhere. */
    CommandRun buildInto(Object out, String... options) {
        String[] words = {"cache", "--table=" + table().root(), "--m=8", "--seed=42", "--out=" + out};
        return CommandRun.of(Stream.concat(Stream.of(words), Stream.of(options)).toArray(String[]::new));
    }
}
