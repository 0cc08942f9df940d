package dev.bochner.stabilise;

import dev.bochner.rff.LinearMap;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.tasks.SketchCatalog;
import dev.bochner.store.tasks.SketchFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Finds the coordinates relative to landmarks, which rotations of the embeddings do not change: W = L (L'L)^(-1/2), where
 * the columns of L [d][J] are today's unit embeddings of J items, or the unit centroids of J groups (the normalised sums of
 * their unit embeddings).
 *
 * <p>If all embeddings are rotated by R, L becomes R'L, W becomes R'W, and h R R'W = h W is unchanged. If J is over d, W = U V'
 * of the thin singular value decomposition L = U S V'.
 *
 * <p>One Spark job, which brings J d numbers to the driver. <b>Determinism:</b> the bits of W depend only on the set of rows, not
 * on their order or partitioning ({@link GroupSums}).
 */
public final class Landmarks {
    /** The largest number of landmarks, which is limited because every spec holds their names. */
    public static final int MOST = 4096;

    /**
     * Singular values of L that are a smaller share of the largest one count as 0: because embeddings are float32, linearly
     * dependent ones give singular values that are not exactly 0.
     */
    static final double RANK_TOLERANCE = 1e-6;

    /** Length of a mean of unit vectors below which rounding errors determine its direction. */
    private static final double NO_DIRECTION = 1e-6;

    private static final int NAMES_SHOWN = 10;

    private Landmarks() {}

    /**
     * Computes W [d][J] from named items, in the order of their names.
     *
     * @param ids ids of the items, as text
     * @throws LandmarksException if one of them has no usable embedding today, or their rank is below both d and J
     */
    public static LinearMap ofItems(DayEmbeddings today, List<String> ids) {
        return of(today, today.id().cast("string"), ids);
    }

    /**
     * Computes W [d][J] from groups of items, in the order of their names.
     *
     * @param column a column of {@code today.rows()} whose values, as text, are the groups
     * @param names names of the groups
     * @throws LandmarksException if one of them has no usable embedding today, or their rank is below both d and J
     */
    public static LinearMap ofGroups(DayEmbeddings today, String column, List<String> names) {
        return of(today, Rows.column(today.rows(), column).cast("string"), names);
    }

    /**
     * Returns the distinct values of a column today, as text, in the order of {@link String#compareTo}. The first day of a table
     * fixes these groups for all later days.
     *
     * @throws LandmarksException if there are none, or more than {@link #MOST}
     */
    public static List<String> names(DayEmbeddings today, String column) {
        Column name = Rows.column(today.rows(), column).cast("string");
        List<String> names = new ArrayList<>(today.items()
                .where(name.isNotNull())
                .select(name)
                .distinct()
                .limit(MOST + 1)
                .as(Encoders.STRING())
                .collectAsList());
        if (names.isEmpty() || names.size() > MOST) {
            throw new LandmarksException("Column " + column + " has " + (names.isEmpty() ? "no" : "more than " + MOST)
                    + " values, expected the names of 1 to " + MOST + " groups");
        }
        names.sort(String::compareTo);
        return List.copyOf(names);
    }

    private static LinearMap of(DayEmbeddings today, Column name, List<String> names) {
        EmbeddingEncoding encoding = today.encoding();
        int d = today.d();
        // If an id has two rows, which it should not have, they form one centroid, so that the order of rows does not
        // matter.
        Dataset<Row> rows = today.items()
                .select(name.as("name"), today.embedding().as("embedding"))
                .where(functions.col("name").isInCollection(names));
        GroupSums sums = SketchCatalog.sketch(
                new SketchFunction<>("landmarks", () -> new GroupSums(names, encoding, d)),
                rows,
                rows.col("name"),
                rows.col("embedding"));
        return of(sums, names, d);
    }

    /** Computes W from the sums of a pass. */
    static LinearMap of(GroupSums sums, List<String> names, int d) {
        List<String> gone = IntStream.range(0, names.size())
                .filter(group -> norm(sums.sum(group)) <= NO_DIRECTION * sums.count(group))
                .mapToObj(names::get)
                .toList();
        if (!gone.isEmpty()) {
            throw new LandmarksException("Landmarks without a usable embedding today: " + some(gone) + " ("
                    + gone.size() + " of " + names.size() + "), expected one of each");
        }
        PolarFactor factor = PolarFactor.of(columns(sums, names.size(), d));
        int rank = factor.rank(RANK_TOLERANCE);
        int expected = Math.min(d, names.size());
        if (rank < expected) {
            throw new LandmarksException("Rank of the " + names.size() + " landmarks is " + rank + ", expected "
                    + expected
                    + ": they are linearly dependent (singular values from " + factor.smallestSingularValue() + " to "
                    + factor.largestSingularValue() + ")");
        }
        return factor.map();
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() > NAMES_SHOWN ? shown + ", ..." : shown;
    }

    private static double[][] columns(GroupSums sums, int groups, int d) {
        double[][] l = new double[d][groups];
        for (int k = 0; k < groups; k++) {
            double[] sum = sums.sum(k);
            double norm = norm(sum);
            for (int j = 0; j < d; j++) {
                l[j][k] = sum[j] / norm;
            }
        }
        return l;
    }

    private static double norm(double[] v) {
        double s = 0.0;
        for (double component : v) {
            s += component * component;
        }
        return Math.sqrt(s);
    }
}
