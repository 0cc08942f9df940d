package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.Iterator;

/** Columns of listed Parquet files, some of which are lists of floats. */
public final class FloatListScan {
    /** Each file is opened once more, for its schema; so many take a second or two. */
    private static final int MAX_FILES = 10_000;

    private static final List<String> LENIENCE =
            List.of("spark.sql.files.ignoreMissingFiles", "spark.sql.files.ignoreCorruptFiles");
    private static final List<String> TAMPERING =
            List.of("parquet.crypto.factory.class", "parquet.read.filter", "parquet.private.read.filter.predicate");

    private final SparkSession spark;
    private final List<String> uris;
    private final StructType columns;

    /**
     * @param uris what {@code inputFiles()} of Spark's own reader lists
     * @param columns names and types as Spark's own reader has them
     */
    public FloatListScan(SparkSession spark, List<String> uris, StructType columns) {
        this.spark = spark;
        this.uris = List.copyOf(uris);
        this.columns = columns;
    }

    /**
     * Why the rows might not be those of Spark's own reader; empty if they are. Looks into every file's footer. A file
     * that cannot be read is a reason too: Spark says best what is wrong with it.
     */
    public Optional<String> obstacle() {
        return FileColumns.obstacle(columns)
                .or(this::settingsObstacle)
                .or(this::namesObstacle)
                .or(this::filesObstacle);
    }

    private Optional<String> settingsObstacle() {
        Optional<String> lenient = LENIENCE.stream()
                .filter(key -> Boolean.parseBoolean(spark.conf().get(key, "false")))
                .findFirst();
        Configuration conf = configuration(spark);
        return lenient.or(() ->
                        TAMPERING.stream().filter(key -> conf.get(key) != null).findFirst())
                .map(key -> key + " is set");
    }

    private Optional<String> namesObstacle() {
        if (uris.isEmpty() || uris.size() > MAX_FILES) {
            return Optional.of("there are " + uris.size() + " files, expected 1 to " + MAX_FILES);
        }
        return uris.stream()
                .map(SourcePath::of)
                .flatMap(path -> path.obstacle(columns).stream())
                .findFirst();
    }

    private Optional<String> filesObstacle() {
        Configuration conf = configuration(spark);
        try {
            List<SourceFile> files = SourceListing.of(uris, conf);
            return new Footers(conf, columns).obstacle(files);
        } catch (IOException | RuntimeException e) {
            return Optional.of("a file cannot be looked at: " + e.getMessage());
        }
    }

    /** The rows, if there is no {@link #obstacle}. */
    public Dataset<Row> rows() {
        return spark.read()
                .format(FloatListSource.class.getName())
                .schema(columns)
                .option(FloatListSource.FILES, String.join("\n", uris))
                .load();
    }

    /** Hadoop's configuration with the session's own settings in it, as Spark's file sources have it. */
    static Configuration configuration(SparkSession spark) {
        Configuration conf = new Configuration(spark.sparkContext().hadoopConfiguration());
        Iterator<Tuple2<String, String>> settings = spark.conf().getAll().iterator();
        while (settings.hasNext()) {
            Tuple2<String, String> setting = settings.next();
            conf.set(setting._1(), setting._2());
        }
        return conf;
    }
}
