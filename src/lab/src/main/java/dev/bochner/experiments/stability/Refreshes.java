package dev.bochner.experiments.stability;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The daily deliveries of embeddings, as Parquet: id BIGINT, embedding ARRAY&lt;FLOAT&gt;, genre STRING (the label)
 * and {@value #LANDMARK} STRING, the group that the item belongs to, or null.
 */
final class Refreshes {
    static final String GENRE = "genre";
    static final String LANDMARK = "landmark";

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final StructType SCHEMA = new StructType()
            .add("id", "bigint", false)
            .add("embedding", "array<float>", false)
            .add(GENRE, "string", false)
            .add(LANDMARK, "string", true);

    private final SparkSession spark;
    private final Path directory;
    private final List<Vectors> days;

    private Refreshes(SparkSession spark, Path directory, List<Vectors> days) {
        this.spark = spark;
        this.directory = directory;
        this.days = List.copyOf(days);
    }

    /** Columns that are delivered beside the embeddings. */
    record Carried(Labels labels, LandmarkGroups groups) {}

    /** Writes all days below a directory. */
    static Refreshes write(SparkSession spark, Path directory, List<Vectors> days, Carried carried) {
        Refreshes refreshes = new Refreshes(spark, directory, days);
        for (int day = 0; day < days.size(); day++) {
            refreshes.write(day, carried);
        }
        return refreshes;
    }

    private void write(int day, Carried carried) {
        Vectors vectors = days.get(day);
        List<Row> rows = new ArrayList<>();
        for (long id : vectors.ids()) {
            Optional<String> group = carried.groups.of(id);
            Object[] cells = new Object[4];
            cells[0] = id;
            cells[1] = vectors.of(id);
            cells[2] = carried.labels.name(id);
            group.ifPresent(name -> cells[3] = name);
            rows.add(RowFactory.create(cells));
        }
        spark.createDataFrame(rows, SCHEMA)
                .coalesce(1)
                .write()
                .parquet(path(date(day).toString()));
    }

    SparkSession spark() {
        return spark;
    }

    /** Embeddings as they were delivered, of each day. */
    List<Vectors> days() {
        return days;
    }

    LocalDate date(int day) {
        return FIRST.plusDays(day);
    }

    /** Path template of the days, as the key {@code source.path} of the daily job expects it. */
    String template() {
        return path("{ds}");
    }

    private String path(String ds) {
        return new org.apache.hadoop.fs.Path(
                        "file", "", directory.toAbsolutePath().toString()) + "/ds=" + ds;
    }
}
