package dev.bochner.store.source.scan;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of Parquet files that Spark has a type for. Spark itself refuses a file for a single column that it has none
 * for, such as a UUID, a float16 or a timestamp in nanoseconds, whoever asks for it.
 *
 * @param columns as Spark's reader has them
 * @param rejected types in the files of all others, by name
 */
public record ReadableColumns(StructType columns, Map<String, String> rejected) {
    /** Each file is opened for its schema, one after the other. */
    private static final int MOST_FILES = 1000;

    public ReadableColumns {
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /**
     * Looks into footers.
     *
     * @param uris what {@code inputFiles()} of Spark's own reader lists
     * @throws UnreadableFileException if a file cannot be looked at
     */
    public static ReadableColumns of(SparkSession spark, List<String> uris) {
        Configuration conf = FloatListScan.configuration(spark);
        Map<String, StructField> columns = new LinkedHashMap<>();
        Map<String, String> rejected = new LinkedHashMap<>();
        ParquetToSparkSchemaConverter converter = new ParquetToSparkSchemaConverter(SQLConf.get());
        for (String uri : some(spark, uris)) {
            for (Type field : schema(uri, conf).getFields()) {
                converted(field, converter)
                        .ifPresentOrElse(
                                column -> columns.putIfAbsent(column.name(), column),
                                () -> rejected.put(field.getName(), words(field)));
            }
        }
        rejected.keySet().forEach(columns::remove);
        return new ReadableColumns(new StructType(columns.values().toArray(StructField[]::new)), rejected);
    }

    /** The first by name, as Spark takes it; where it merges schemas, all. */
    private static List<String> some(SparkSession spark, List<String> uris) {
        boolean merges = Boolean.parseBoolean(spark.conf().get("spark.sql.parquet.mergeSchema", "false"));
        return uris.stream().sorted().limit(merges ? MOST_FILES : 1).toList();
    }

    private static MessageType schema(String uri, Configuration conf) {
        try {
            List<SourceFile> files = new ArrayList<>(SourceListing.of(List.of(uri), conf));
            return files.isEmpty()
                    ? new MessageType("empty", List.of())
                    : new Footers(conf, new StructType()).schema(files.get(0));
        } catch (IOException e) {
            throw new UnreadableFileException(new Path(URI.create(uri)).toString(), e);
        }
    }

    private static Optional<StructField> converted(Type field, ParquetToSparkSchemaConverter converter) {
        try {
            return Optional.of(
                    converter.convert(new MessageType("column", List.of(field))).fields()[0]);
        } catch (Exception e) {
            if (e instanceof AnalysisException) { // Checked, though no Java signature says so.
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String words(Type field) {
        return field.toString().replaceAll("\\s+", " ");
    }
}
