package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import dev.bochner.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A Parquet source of a test, and what its rows are by either reader. */
@ExtendWith(Fixtures.class)
abstract class SourceOnDisk {
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    static final String GOOD = "SELECT id, array(float(id), 1F, 2F) AS embedding FROM range(50)";

    @TempDir
    Path directory;

    SparkSession spark;
    String source;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        source = directory.resolve("embeddings").toUri().toString();
    }

    void assertReadPageByPage(EmbeddingSnapshot snapshot) {
        assertEquals(Optional.empty(), snapshot.reading().whySparks());
        assertRowsAreSparks(snapshot);
    }

    void assertReadBySpark(EmbeddingSnapshot snapshot, String why) {
        String reason = snapshot.reading().whySparks().orElse("none");
        assertTrue(reason.contains(why), reason);
        assertRowsAreSparks(snapshot);
    }

    private static void assertRowsAreSparks(EmbeddingSnapshot snapshot) {
        Dataset<Row> sparks = snapshot.rowsBySpark();
        assertEquals(sparks.schema(), snapshot.rows().schema());
        List<String> expected = bits(sparks);
        List<String> found = bits(snapshot.rows());
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.get(i));
        }
        assertEquals(expected.size(), snapshot.rows().count());
    }

    /** The rows, in an order of their own, with the bits of each float. */
    private static List<String> bits(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> Stream.iterate(0, i -> i + 1)
                        .limit(row.size())
                        .map(i -> bits(row.get(i)))
                        .collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    private static String bits(Object value) {
        if (value instanceof scala.collection.Seq<?> list) {
            List<String> elements = new ArrayList<>();
            list.foreach(element -> elements.add(bits(element)));
            return elements.toString();
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        if (value instanceof Double number) {
            return Long.toHexString(Double.doubleToRawLongBits(number));
        }
        return value instanceof Float number
                ? Integer.toHexString(Float.floatToRawIntBits(number))
                : String.valueOf(value);
    }

    EmbeddingSnapshot open(SourceSpec spec) {
        return EmbeddingSnapshot.open(spark, spec, DS);
    }

    SourceSpec at(String path) {
        return spec("parquet", new Location.Files(path), Map.of(), Optional.empty());
    }

    SourceSpec spec(String... carried) {
        return spec("parquet", new Location.Files(source), Map.of(), Optional.empty(), carried);
    }

    static SourceSpec spec(
            String format, Location location, Map<String, String> options, Optional<String> filter, String... carried) {
        return new SourceSpec(
                format,
                location,
                options,
                filter,
                "id",
                "embedding",
                List.of(carried),
                UniqueIds.CHECKED,
                new Marker(Marker.Policy.IGNORE, "_SUCCESS", Duration.ZERO),
                BinaryType.FLOAT32);
    }

    static Map<String, String> options(String text) {
        return text.isEmpty()
                ? Map.of()
                : Arrays.stream(text.split(" "))
                        .map(option -> option.split("="))
                        .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    void with(String key, String value, Runnable action) {
        spark.conf().set(key, value);
        try {
            action.run();
        } finally {
            spark.conf().unset(key);
        }
    }

    void addFile(String query, String name) {
        Path other = directory.resolve("other");
        spark.sql(query)
                .coalesce(1)
                .write()
                .mode("overwrite")
                .parquet(other.toUri().toString());
        try {
            Files.deleteIfExists(directory.resolve("embeddings/." + name + ".crc"));
            Files.copy(only(other), directory.resolve("embeddings/" + name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Path only(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    List<Path> files() {
        try (Stream<Path> entries = Files.list(directory.resolve("embeddings"))) {
            return entries.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The schema of the first file, as Parquet has it. */
    String fileSchema() {
        return footer().getFileMetaData().getSchema().toString();
    }

    /** The encodings of its second column. */
    Set<Encoding> encodings() {
        return footer().getBlocks().get(0).getColumns().get(1).getEncodings();
    }

    private ParquetMetadata footer() {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(files().get(0).toUri()),
                spark.sparkContext().hadoopConfiguration()))) {
            return reader.getFooter();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void duckDb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
