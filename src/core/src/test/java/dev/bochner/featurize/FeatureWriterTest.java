package dev.bochner.featurize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.stabilise.RunningMean;
import dev.bochner.store.VersionId;
import dev.bochner.store.parquet.FileFormat;
import dev.bochner.store.parquet.RowLayout;
import dev.bochner.store.parquet.TimestampEncoding;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.Reason;
import dev.bochner.store.tasks.JavaSerialized;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task attempt of the sink, fed by hand; its files as Parquet's own reader sees them. */
final class FeatureWriterTest {
    private static final int D = 3;
    private static final StructField ID = DataTypes.createStructField("id", DataTypes.LongType, false);
    private static final RowLayout ROWS = new RowLayout(ID, List.of());
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    private static final int TODAY = (int) DS.toEpochDay();

    private static final FeatureSpec UNIT = FeatureSpec.gaussian(D, 4, 42, 1.0, Normalisation.L2);
    private static final FeatureSpec DELIVERED = FeatureSpec.gaussian(D, 2, 7, 1.0, Normalisation.NONE);

    /** A quarter turn in the plane of the first two axes. */
    private static final LinearMap TURN = LinearMap.of(new float[][] {{0, 1, 0}, {-1, 0, 0}, {0, 0, 1}});

    @TempDir
    private java.nio.file.Path directory;

    private final Configuration conf = new Configuration();

    @Test
    void writesTheFeaturesOfEachRowForEachVersion() throws IOException {
        FeatureWriter writer = writer(plan(List.of(UNIT, DELIVERED)));
        for (int i = 0; i < 100; i++) {
            writer.write(row((long) i, embedding(i)));
        }
        TaskReport report = report(writer);

        assertEquals(100, report.rowsRead());
        assertEquals(List.of(), report.quarantineFiles());
        for (FeatureSpec spec : List.of(UNIT, DELIVERED)) {
            Map<Long, float[]> published = features(report, spec);
            assertEquals(100, published.size());
            for (int i = 0; i < 100; i++) {
                assertArrayEquals(mapped(FeatureMap.of(spec), embedding(i)), published.get((long) i), spec + " " + i);
            }
        }
    }

    /** The block of 64 rows is mapped as a whole; a refused row in it must not move its neighbours' features. */
    @Test
    void aRowThatIsOutOfOneVersionsRangeIsMissingThereOnly() throws IOException {
        float[] huge = {1e30f, 2e30f, -1e30f};
        FeatureWriter writer = writer(plan(List.of(UNIT, DELIVERED)));
        for (int i = 0; i < 70; i++) {
            writer.write(row((long) i, i == 10 || i == 63 ? huge : embedding(i)));
        }
        TaskReport report = report(writer);

        assertEquals(70, features(report, UNIT).size());
        Map<Long, float[]> delivered = features(report, DELIVERED);
        assertEquals(68, delivered.size());
        assertFalse(delivered.containsKey(10L));
        assertFalse(delivered.containsKey(63L));
        assertArrayEquals(mapped(FeatureMap.of(DELIVERED), embedding(11)), delivered.get(11L));
        assertArrayEquals(mapped(FeatureMap.of(DELIVERED), embedding(64)), delivered.get(64L));
        assertEquals(Map.of(Reason.OUT_OF_RANGE, 2L), report.refused().get(VersionId.of(DELIVERED)));
        assertEquals(Map.of(), report.refused().get(VersionId.of(UNIT)));
        assertEquals(List.of("out-of-range", "out-of-range"), quarantined(report));
        assertEquals(List.of("2", "2"), quarantined(report, "m"));
    }

    @Test
    void eachBadRowIsQuarantinedOnceWithItsReason() throws IOException {
        FeatureWriter writer = writer(plan(List.of(UNIT), WritePlan.Extra.DUPLICATE));
        writer.write(row(null, embedding(1), (Object) null));
        writer.write(row(1L, embedding(1), true));
        writer.write(row(2L, new float[] {1, 2}, (Object) null));
        writer.write(row(3L, new float[] {1, Float.NaN, 2}, (Object) null));
        writer.write(row(4L, new float[] {0, 0, 0}, (Object) null));
        writer.write(row(5L, embedding(5), (Object) null));
        TaskReport report = report(writer);

        assertEquals(6, report.rowsRead());
        assertEquals(List.of(5L), List.copyOf(features(report, UNIT).keySet()));
        assertEquals(
                Map.of(
                        Reason.NULL_ID, 1L,
                        Reason.DUPLICATE_ID, 1L,
                        Reason.WRONG_LENGTH, 1L,
                        Reason.NOT_FINITE, 1L,
                        Reason.ZERO_NORM, 1L),
                report.refused().get(VersionId.of(UNIT)));
        assertEquals(
                List.of("null-id", "duplicate-id", "wrong-length", "not-finite", "zero-norm"), quarantined(report));
    }

    @Test
    void sumsContentHashesInMoreThan64Bits() throws IOException {
        FeatureWriter writer = writer(plan(List.of(UNIT), WritePlan.Extra.CONTENT));
        writer.write(row(1L, embedding(1), Long.MAX_VALUE));
        writer.write(row(2L, embedding(2), Long.MAX_VALUE));
        writer.write(row(3L, embedding(3), -1L));
        BigInteger expected = BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1).subtract(BigInteger.ONE);
        assertEquals(expected, report(writer).contentSum());
    }

    @Test
    void aLinearStabiliserTurnsRowsBeforeTheyAreMapped() throws IOException {
        FeatureSpec left = FeatureSpec.gaussian(D, 4, 42, 1.0, Normalisation.NONE);
        FeatureWriter writer =
                writer(plan(List.of(left), List.of(new RowStabilisation.Linear(Normalisation.L2, TURN)), List.of()));
        writer.write(row(1L, new float[] {3, 0, 4}));
        writer.write(row(2L, new float[] {0, 0, 0}));
        TaskReport report = report(writer);

        assertArrayEquals(
                mapped(FeatureMap.of(left), new float[] {0, 0.6f, 0.8f}),
                features(report, left).get(1L));
        assertEquals(Map.of(Reason.ZERO_NORM, 1L), report.refused().get(VersionId.of(left)));
    }

    @Test
    void aRunningMeanAveragesWithTheStateAndKeepsItemsThatAreMissingToday() throws IOException {
        List<WritePlan.Extra> state =
                List.of(WritePlan.Extra.TODAY, WritePlan.Extra.AGE, WritePlan.Extra.LAST_SEEN, WritePlan.Extra.MEAN);
        RowStabilisation averaged =
                new RowStabilisation.Averaged(Normalisation.L2, LinearMap.identity(D), DS, 0.25, 30);
        FeatureWriter writer = writer(plan(List.of(UNIT), List.of(averaged), state));
        float[] h = {0, 1, 0};
        float[] known = {1, 0, 0};
        writer.write(row(1L, h, true, 9, TODAY - 1, array(known)));
        writer.write(row(2L, h, true, null, null, null));
        writer.write(row(3L, null, null, 5, TODAY - 30, array(known)));
        writer.write(row(4L, null, null, 5, TODAY - 31, array(known)));
        TaskReport report = report(writer);

        float[] mean = known.clone();
        int age = new RunningMean(0.25).update(h, mean, 9);
        assertEquals(2, report.rowsRead());
        assertArrayEquals(
                mapped(FeatureMap.of(UNIT), mean), features(report, UNIT).get(1L));
        assertArrayEquals(mapped(FeatureMap.of(UNIT), h), features(report, UNIT).get(2L));
        Map<Long, String> items = new TreeMap<>();
        for (Group item : read(report.itemFiles().get(0).path())) {
            items.put(
                    item.getLong("id", 0), item.getInteger("age", 0) + " " + (item.getInteger("last_seen", 0) - TODAY));
        }
        assertEquals(Map.of(1L, age + " 0", 2L, "1 0", 3L, "5 -30"), items);
    }

    @Test
    void anAbortedAttemptLeavesNoFile() throws IOException {
        FeatureWriter writer = writer(plan(List.of(UNIT)));
        writer.write(row(1L, embedding(1)));
        writer.write(row(null, embedding(2)));
        writer.abort();
        try (var files = Files.walk(directory)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".parquet")).toList());
        }
    }

    private WritePlan plan(List<FeatureSpec> specs, WritePlan.Extra... extras) {
        return plan(specs, List.of(), List.of(extras));
    }

    private WritePlan plan(
            List<FeatureSpec> specs, List<RowStabilisation> stabilisation, List<WritePlan.Extra> extras) {
        return new WritePlan(
                directory.toUri().toString(),
                "20261120T023000Z-00000001",
                ROWS,
                EmbeddingEncoding.FLOAT_ARRAY,
                extras,
                D,
                stabilisation,
                specs,
                new FileFormat("uncompressed", 1 << 20, TimestampEncoding.INT96, "4.1.0"));
    }

    private FeatureWriter writer(WritePlan plan) throws IOException {
        List<VersionId> versions = plan.specs().stream().map(VersionId::of).toList();
        for (String name : AttemptFiles.directories(versions)) {
            Files.createDirectories(directory.resolve(name));
        }
        AttemptFiles files =
                new AttemptFiles(new Path(directory.toUri()), "part-0.parquet", conf, plan.rows(), plan.format());
        return new FeatureWriter(plan, plan.specs().stream().map(Directions::of).toList(), files);
    }

    private static TaskReport report(FeatureWriter writer) throws IOException {
        return (TaskReport) ((JavaSerialized<?>) writer.commit()).value();
    }

    private static InternalRow row(Long id, float[] embedding, Object... extras) {
        List<Object> values = new ArrayList<>();
        values.add(id);
        values.add(embedding == null ? null : array(embedding));
        values.addAll(Arrays.asList(extras));
        return new GenericInternalRow(values.toArray());
    }

    private static GenericArrayData array(float[] values) {
        return new GenericArrayData(values);
    }

    private static float[] embedding(int item) {
        return new float[] {1 + item, 2 - 0.5f * item, (float) Math.sin(item)};
    }

    private static float[] mapped(FeatureMap map, float[] h) {
        float[] features = new float[map.spec().columns()];
        map.apply(h, features);
        return features;
    }

    private Map<Long, float[]> features(TaskReport report, FeatureSpec spec) throws IOException {
        Map<Long, float[]> rows = new TreeMap<>();
        for (TaskReport.AttemptFile file : report.files()) {
            if (file.version().equals(VersionId.of(spec))) {
                for (Group row : read(file.path())) {
                    rows.put(row.getLong("id", 0), floats(row.getGroup("features", 0)));
                }
            }
        }
        return rows;
    }

    private static float[] floats(Group list) {
        float[] values = new float[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.getGroup(0, i).getFloat(0, 0);
        }
        return values;
    }

    private List<String> quarantined(TaskReport report) throws IOException {
        return quarantined(report, "quarantine_reason");
    }

    private List<String> quarantined(TaskReport report, String column) throws IOException {
        List<String> values = new ArrayList<>();
        for (String path : report.quarantineFiles()) {
            for (Group row : read(path)) {
                values.add(row.getValueToString(row.getType().getFieldIndex(column), 0));
            }
        }
        return values;
    }

    private List<Group> read(String path) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), new Path(path))
                .withConf(conf)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
