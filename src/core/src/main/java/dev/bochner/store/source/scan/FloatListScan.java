package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.Iterator;

/** Columns of listed Parquet files, some of which are lists of floats or doubles. */
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
     * Which files are read here. A file that cannot be looked at is one of the others: Spark says best what is wrong with it.
     *
     * @param readable URIs of the files of which it is certain that the rows are those of Spark's own reader
     * @param others URIs of all others
     * @param whyOthers why others are not read here, of the first of them; empty if there are none
     */
    public record Choice(List<String> readable, List<String> others, Optional<String> whyOthers) {
        public Choice {
            readable = List.copyOf(readable);
            others = List.copyOf(others);
        }
    }

    /** Chooses; looks into every file's footer, unless all files are others already for what they have in common. */
    public Choice choose() {
        return FileColumns.obstacle(columns)
                .or(this::settingsObstacle)
                .or(this::namesObstacle)
                .map(why -> new Choice(List.of(), uris, Optional.of(why)))
                .orElseGet(this::chooseByFooters);
    }

    private Choice chooseByFooters() {
        Configuration conf = configuration(spark);
        try {
            List<SourceFile> files = SourceListing.of(uris, conf);
            List<Optional<String>> obstacles = new Footers(conf, columns).obstacles(files);
            List<String> readable = new ArrayList<>();
            List<String> others = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                String uri = files.get(i).path().toUri().toString();
                (obstacles.get(i).isEmpty() ? readable : others).add(uri);
            }
            return new Choice(
                    readable,
                    others,
                    obstacles.stream().flatMap(Optional::stream).findFirst());
        } catch (IOException | RuntimeException e) {
            return new Choice(List.of(), uris, Optional.of("a file cannot be looked at: " + e.getMessage()));
        }
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

    /** The rows of files that are {@linkplain Choice#readable readable}. */
    public Dataset<Row> rows(List<String> readable) {
        return spark.read()
                .format(FloatListSource.class.getName())
                .schema(columns)
                .option(FloatListSource.FILES, String.join("\n", readable))
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
