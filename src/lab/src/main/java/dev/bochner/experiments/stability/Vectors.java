package dev.bochner.experiments.stability;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The items' vectors on one day, embeddings or features, by id. Some thousand films: they fit the driver. */
final class Vectors {
    private final NavigableMap<Long, float[]> byId;

    private Vectors(NavigableMap<Long, float[]> byId) {
        this.byId = byId;
    }

    /** Vectors by id. The map must not be changed afterwards. */
    static Vectors of(NavigableMap<Long, float[]> byId) {
        return new Vectors(byId);
    }

    /** Collects rows of id BIGINT and a vector ARRAY&lt;FLOAT&gt;. */
    static Vectors of(Dataset<Row> rows) {
        NavigableMap<Long, float[]> byId = new TreeMap<>();
        for (Row row : rows.collectAsList()) {
            List<Float> values = row.getList(1);
            float[] vector = new float[values.size()];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = values.get(j);
            }
            byId.put(row.getLong(0), vector);
        }
        return new Vectors(byId);
    }

    NavigableSet<Long> ids() {
        return Collections.unmodifiableNavigableSet(byId.navigableKeySet());
    }

    boolean has(long id) {
        return byId.containsKey(id);
    }

    /** The vector of an item that has one; not a copy. */
    float[] of(long id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** Length of each vector. */
    int length() {
        return byId.firstEntry().getValue().length;
    }

    /** The results of a function for every vector. The function must not change its argument. */
    Vectors map(UnaryOperator<float[]> function) {
        NavigableMap<Long, float[]> mapped = new TreeMap<>();
        byId.forEach((id, vector) -> mapped.put(id, function.apply(vector)));
        return new Vectors(mapped);
    }

    /** The vectors divided by their Euclidean norms. */
    Vectors normalised() {
        return map(vector -> {
            double norm = Math.sqrt(dot(vector, vector));
            float[] unit = new float[vector.length];
            for (int j = 0; j < unit.length; j++) {
                unit[j] = (float) (vector[j] / norm);
            }
            return unit;
        });
    }

    /** Variance between the items (over n), summed over the coordinates. */
    double totalVariance() {
        double[] mean = mean(ids());
        double sum = 0;
        for (float[] vector : byId.values()) {
            sum += squaredDistance(vector, mean);
        }
        return sum / byId.size();
    }

    /** Mean vector of items that have vectors. */
    double[] mean(Iterable<Long> ids) {
        double[] mean = new double[length()];
        int n = 0;
        for (long id : ids) {
            float[] vector = of(id);
            for (int j = 0; j < mean.length; j++) {
                mean[j] += vector[j];
            }
            n++;
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= n;
        }
        return mean;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }

    static double squaredDistance(float[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vectors vectors
                && byId.keySet().equals(vectors.byId.keySet())
                && byId.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), vectors.of(entry.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = byId.size();
        for (float[] vector : byId.values()) {
            hash = 31 * hash + Arrays.hashCode(vector);
        }
        return hash;
    }
}
