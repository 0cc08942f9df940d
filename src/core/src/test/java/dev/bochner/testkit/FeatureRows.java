package dev.bochner.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The set of (id, float bits) of a published snapshot: what "the same bytes" means. Read by an engine that knows nothing
 * of us, from columns {@code id} and {@code features}; ids are compared as text. Two are equal if every row has the same
 * bits in both.
 */
public final class FeatureRows {
    private final SortedMap<String, float[]> rows;

    private FeatureRows(SortedMap<String, float[]> rows) {
        this.rows = rows;
    }

    /** Reads Parquet files by plain Spark, from any file system. */
    public static FeatureRows bySpark(SparkSession spark, String path) {
        return of(spark.read().parquet(path), "id");
    }

    /** Takes the rows of a data frame with a column {@code features} and this id column. */
    public static FeatureRows of(Dataset<Row> table, String idColumn) {
        Builder builder = new Builder();
        for (Row row : table.select(idColumn, "features").collectAsList()) {
            List<Float> features = row.getList(1);
            builder.add(String.valueOf(row.get(0)), features.toArray());
        }
        return builder.build();
    }

    /** Reads local Parquet files by DuckDB. */
    public static FeatureRows byDuckDb(Path directory) throws SQLException {
        String query = "SELECT CAST(id AS VARCHAR), features FROM read_parquet('" + directory + "/*.parquet')";
        Builder builder = new Builder();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                builder.add(result.getString(1), (Object[]) result.getArray(2).getArray());
            }
        }
        return builder.build();
    }

    public int count() {
        return rows.size();
    }

    /** The ids as text, sorted as text. */
    public SortedSet<String> ids() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(rows.keySet()));
    }

    /** The features [2m] of an id. */
    public float[] features(Object id) {
        float[] features = rows.get(String.valueOf(id));
        if (features == null) {
            throw new AssertionError("no row for id " + id + " among " + this);
        }
        return features.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureRows that && firstDifference(that).isEmpty();
    }

    @Override
    public int hashCode() {
        return rows.entrySet().stream()
                .mapToInt(row -> row.getKey().hashCode() ^ Arrays.hashCode(row.getValue()))
                .sum();
    }

    /** Fails with the first row that differs, if one does. */
    public void assertSameAs(FeatureRows expected) {
        String difference = firstDifference(expected);
        if (!difference.isEmpty()) {
            throw new AssertionError(difference);
        }
    }

    private String firstDifference(FeatureRows expected) {
        SortedSet<String> all = new TreeSet<>(rows.keySet());
        all.addAll(expected.rows.keySet());
        for (String id : all) {
            float[] here = rows.get(id);
            float[] there = expected.rows.get(id);
            if (here == null || there == null) {
                return "id " + id + " is " + (here == null ? "missing" : "not expected");
            }
            if (!Arrays.equals(bits(here), bits(there))) {
                return differenceOf(id, here, there);
            }
        }
        return "";
    }

    private static String differenceOf(String id, float[] here, float[] there) {
        if (here.length != there.length) {
            return "id " + id + " has " + here.length + " columns, expected " + there.length;
        }
        int column = Arrays.mismatch(bits(here), bits(there));
        return String.format(
                Locale.ROOT,
                "id %s column %d is %s, expected %s",
                id,
                column,
                Float.toHexString(here[column]),
                Float.toHexString(there[column]));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Override
    public String toString() {
        return rows.size() + " feature rows";
    }

    private static final class Builder {
        private final SortedMap<String, float[]> rows = new TreeMap<>();

        void add(String id, Object[] features) {
            float[] values = new float[features.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (Float) features[i];
            }
            if (rows.put(id, values) != null) {
                throw new AssertionError("id " + id + " has more than one row");
            }
        }

        FeatureRows build() {
            return new FeatureRows(rows);
        }
    }
}
