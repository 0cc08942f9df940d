package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.SourceSchemaException;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings that are bytes, of a length that the data have to tell. */
@ExtendWith(Fixtures.class)
final class BinarySourceIT {
    private static final VersionId VERSION = new VersionId(16, 1);
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    private static final int ITEMS = 60;
    private static final int D = 8;

    @TempDir
    java.nio.file.Path directory;

    private SparkSession spark;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        List<Row> rows = new ArrayList<>();
        for (long id = 0; id < ITEMS; id++) {
            Double[] doubles = new Double[D];
            ByteBuffer bytes = ByteBuffer.allocate(D * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int j = 0; j < D; j++) {
                doubles[j] = Math.sin((double) ((id + 1) * (j + 2)));
                bytes.putDouble(doubles[j]);
            }
            rows.add(RowFactory.create(id, doubles, bytes.array()));
        }
        StructType columns = new StructType()
                .add("id", DataTypes.LongType)
                .add("doubles", DataTypes.createArrayType(DataTypes.DoubleType))
                .add("bytes", DataTypes.BinaryType);
        spark.createDataFrame(rows, columns).write().parquet(source());
    }

    private String source() {
        return directory.toUri() + "embeddings";
    }

    private DailyTable table(String name) {
        return DailyTable.in(
                new Path(directory.toUri().toString(), name),
                spark.sparkContext().hadoopConfiguration(),
                source(),
                "features.versions = [{ m = 16, seed = \"1\" }]",
                "audit.enabled = true");
    }

    private DailyResult run(DailyTable table, String... overrides) {
        return DailyJob.of(spark, table.config(overrides)).run(DS, Existing.REFUSE);
    }

    @Test
    void doublesAreNotTakenForTwiceAsManyFloats() {
        SourceSchemaException refused =
                assertThrows(SourceSchemaException.class, () -> run(table("table"), "source.embedding-column=bytes"));
        String message = refused.getMessage();
        assertTrue(
                message.startsWith("Column bytes (source.embedding-column) of parquet " + source()
                        + ": numbers of one embedding differ by a factor of 2^"),
                message);
        assertTrue(
                message.endsWith(" if the bytes are read as float32 (source.binary-type); they look like float64: set"
                        + " source.binary-type = float64, or set features.dim if they are right"),
                message);
        assertEquals(ExitCode.MISCONFIGURED, ExitCode.of(refused));
    }

    @Test
    void doublesInBytesGiveTheBitsOfAnArrayOfThem() {
        DailyTable arrays = table("arrays");
        DailyTable bytes = table("bytes");
        assertEquals(
                Status.PUBLISHED, run(arrays, "source.embedding-column=doubles").status());
        String[] settings = {"source.embedding-column=bytes", "source.binary-type=float64"};
        DailyResult result = run(bytes, settings);
        assertEquals(Status.PUBLISHED, result.status(), result.message() + result.audit());
        assertTrue(result.audit().contains("every bit agrees"), result.audit());
        assertEquals(Status.ALREADY_PUBLISHED, run(bytes, settings).status());
        FeatureRows expected = arrays.rows(spark, VERSION, DS);
        FeatureRows found = bytes.rows(spark, VERSION, DS);
        assertEquals(ITEMS, found.count());
        for (String id : expected.ids()) {
            assertArrayEquals(expected.features(id), found.features(id));
        }
    }

    @Test
    void anotherTypeIsOtherInput() {
        DailyTable table = table("table");
        String column = "source.embedding-column=bytes";
        assertEquals(
                Status.PUBLISHED,
                run(table, column, "features.dim=16", "validation.max-invalid-fraction=0.5")
                        .status());
        Exception refused = assertThrows(
                ConflictException.class, () -> run(table, column, "features.dim=16", "source.binary-type=float16"));
        assertTrue(refused.getMessage().contains("the source's content is "), refused.getMessage());
    }

    @Test
    void bytesThatAreNoWholeNumberOfNumbersAreRefused() {
        spark.read()
                .parquet(source())
                .selectExpr("id", "substring(bytes, 1, 13) AS bytes")
                .write()
                .parquet(source() + "-odd");
        SourceSchemaException refused = assertThrows(
                SourceSchemaException.class,
                () -> run(table("table"), "source.embedding-column=bytes", "source.path=\"" + source() + "-odd\""));
        assertEquals(
                "Column bytes (source.embedding-column) of parquet " + source()
                        + "-odd has 13 bytes in a row, expected a multiple of 4 (source.binary-type = float32)",
                refused.getMessage());
    }
}
