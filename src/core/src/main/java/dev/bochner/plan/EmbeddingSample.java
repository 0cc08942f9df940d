package dev.bochner.plan;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.KernelError;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.QuotedName;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceFailures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Some embeddings of a snapshot, and pairs of them. The items are those with the smallest hashes of their ids, so that files,
 * partitions and order do not matter; they stand in a circle in that order, and each is paired with the next few.
 *
 * <p><b>Shapes:</b> embeddings [items][d], normalised in double. One Spark job that reads every row and brings {@value
 * #MOST_ITEMS} to the driver.
 */
public final class EmbeddingSample {
    /** Items that are looked at: their pairs' mean is known to 1 or 2 %. */
    public static final int MOST_ITEMS = 2000;

    private static final int MOST_PARTNERS = 8;

    /** Distance over norm below which float32 embeddings do not differ but by rounding. */
    private static final double NOISE = 1e-6;

    /** Pairs whose errors' covariances are looked at, each with each. */
    private static final int COVARIED_PAIRS = 500;

    private final List<String> ids;
    private final float[][] h;
    private final double[][] x;
    private final Normalisation normalisation;

    private EmbeddingSample(List<String> ids, float[][] h, Normalisation normalisation) {
        this.ids = List.copyOf(ids);
        this.h = h;
        this.normalisation = normalisation;
        this.x = Arrays.stream(h).map(this::normalised).toArray(double[][]::new);
    }

    /** An item and its embedding [d] as it is delivered. */
    static final class Item {
        private final String id;
        private final float[] h;

        /** Keeps the array itself, which nobody is to write to. */
        Item(String id, float[] h) {
            this.id = id;
            this.h = h;
        }
    }

    /**
     * The sample of a snapshot; rows that the daily job would quarantine are left out.
     *
     * @throws SourceException if fewer than two embeddings are left
     */
    public static EmbeddingSample of(EmbeddingSnapshot snapshot, int d, Normalisation normalisation) {
        List<Item> items = SourceFailures.translating(snapshot.description(), () -> read(snapshot));
        return of(items, d, normalisation)
                .orElseThrow(() -> new SourceException("Too few embeddings in " + snapshot.description()
                        + ": of the " + items.size() + " sampled fewer than 2 have length " + d
                        + ", finite components and a norm that can be divided by"));
    }

    private static List<Item> read(EmbeddingSnapshot snapshot) {
        Dataset<Row> rows = snapshot.rows();
        Column id = column(rows, 0);
        Column embedding = snapshot.encoding().floats(column(rows, 1));
        Column hash = functions.xxhash64(id);
        return rows
                .where(id.isNotNull().and(column(rows, 1).isNotNull()))
                .select(id.cast("string").as("id"), embedding.as("h"), hash.as("hash"))
                .orderBy("hash", "id", "h")
                .limit(MOST_ITEMS)
                .collectAsList()
                .stream()
                .flatMap(row -> floats(row).map(h -> new Item(row.getString(0), h)).stream())
                .toList();
    }

    private static Column column(Dataset<Row> rows, int place) {
        return rows.col(QuotedName.of(rows.columns()[place]));
    }

    private static Optional<float[]> floats(Row row) {
        List<Float> values = row.isNullAt(1) ? List.of() : row.getList(1);
        float[] h = new float[values.size()];
        for (int j = 0; j < h.length; j++) {
            Float value = values.get(j);
            if (value == null) {
                return Optional.empty();
            }
            h[j] = value;
        }
        return Optional.of(h);
    }

    /** The sample of items in the order of the circle; empty if fewer than two can be mapped. */
    static Optional<EmbeddingSample> of(List<Item> items, int d, Normalisation normalisation) {
        List<Item> usable = new ArrayList<>();
        for (Item item : items) {
            if (item.h.length == d && isUsable(squaredNorm(item.h), normalisation)) {
                usable.add(item);
            }
        }
        return usable.size() < 2
                ? Optional.empty()
                : Optional.of(new EmbeddingSample(
                        usable.stream().map(item -> item.id).toList(),
                        usable.stream().map(item -> item.h).toArray(float[][]::new),
                        normalisation));
    }

    private static boolean isUsable(double squaredNorm, Normalisation normalisation) {
        return Double.isFinite(squaredNorm) && (normalisation == Normalisation.NONE || squaredNorm > 0);
    }

    private static double squaredNorm(float[] h) {
        double s = 0.0;
        for (float component : h) {
            s += (double) component * component;
        }
        return s;
    }

    private double[] normalised(float[] embedding) {
        double divisor = normalisation == Normalisation.L2 ? Math.sqrt(squaredNorm(embedding)) : 1.0;
        double[] normalised = new double[embedding.length];
        for (int j = 0; j < normalised.length; j++) {
            normalised[j] = embedding[j] / divisor;
        }
        return normalised;
    }

    /** How many items there are, 2 or more. */
    public int items() {
        return h.length;
    }

    /** Length of an embedding. */
    public int d() {
        return h[0].length;
    }

    /** How many pairs there are. */
    public int pairs() {
        return h.length * partners();
    }

    List<String> ids() {
        return ids;
    }

    Normalisation normalisation() {
        return normalisation;
    }

    /** An embedding [d] as it is delivered; not to be written to. */
    float[] h(int item) {
        return h[item];
    }

    /** An embedding [d] as the kernel takes it; not to be written to. */
    double[] x(int item) {
        return x[item];
    }

    /** The sample of the first items of the circle, which are those that a smaller one would have. */
    EmbeddingSample head(int count) {
        return count >= items()
                ? this
                : new EmbeddingSample(ids.subList(0, count), Arrays.copyOf(h, count), normalisation);
    }

    private int partners() {
        return Math.max(1, Math.min(MOST_PARTNERS, (h.length - 1) / 2));
    }

    int first(int pair) {
        return pair / partners();
    }

    int second(int pair) {
        return (first(pair) + 1 + pair % partners()) % h.length;
    }

    /** Squared distance of a pair, after normalisation. */
    double squaredDistance(int pair) {
        double[] difference = difference(pair);
        return inner(difference, difference);
    }

    private double[] difference(int pair) {
        double[] difference = x[first(pair)].clone();
        double[] other = x[second(pair)];
        for (int j = 0; j < difference.length; j++) {
            difference[j] -= other[j];
        }
        return difference;
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0.0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /**
     * The sigma of the median heuristic: 1 over the median distance of the pairs.
     *
     * @throws SourceException if half of the pairs are equal but for rounding, or it is no sigma for another reason
     */
    public double medianSigma() {
        double[] squared = new double[pairs()];
        Arrays.setAll(squared, this::squaredDistance);
        Arrays.sort(squared);
        int half = squared.length / 2;
        double median = squared.length % 2 == 1
                ? Math.sqrt(squared[half])
                : 0.5 * (Math.sqrt(squared[half - 1]) + Math.sqrt(squared[half]));
        double sigma = 1.0 / median;
        boolean distinct = median > NOISE * largestNorm();
        if (!distinct || sigma < FeatureSpec.MIN_SIGMA || sigma > FeatureSpec.MAX_SIGMA) {
            throw new SourceException(
                    "The median distance of " + squared.length + " sampled pairs of embeddings is " + median
                            + ", which makes no sigma, expected most items to differ; name a number instead of median-distance");
        }
        return sigma;
    }

    private double largestNorm() {
        return Math.sqrt(Arrays.stream(x).mapToDouble(h -> inner(h, h)).max().orElse(0.0));
    }

    /**
     * What the formulas have to know of these embeddings. The diameter is 2 where they are divided by their norm, else that of
     * the ball around their mean that holds the sample.
     *
     * @param items how many there are in all
     */
    public Geometry geometry(double sigma, long items) {
        double variances = 0.0;
        double farthest = 0.0;
        for (int pair = 0; pair < pairs(); pair++) {
            double squared = squaredDistance(pair);
            variances += KernelError.variance(KernelError.kernel(sigma, squared));
            farthest = Math.max(farthest, squared);
        }
        double mean = variances / pairs();
        return new Geometry(
                d(),
                sigma,
                items,
                mean,
                Geometry.degrees(mean, meanSquaredCovariance(sigma)),
                KernelError.kernel(sigma, farthest),
                normalisation == Normalisation.L2 ? 2.0 : 2.0 * radius());
    }

    /** Of pairs spread over the circle; a pair with itself says nothing about all pairs that there are. */
    private double meanSquaredCovariance(double sigma) {
        int count = Math.min(COVARIED_PAIRS, pairs());
        double[][] differences = new double[count][];
        for (int i = 0; i < count; i++) {
            differences[i] = difference((int) ((long) i * pairs() / count));
        }
        double sum = 0.0;
        for (int i = 0; i < count; i++) {
            double squared = inner(differences[i], differences[i]);
            for (int p = 0; p < i; p++) {
                double covariance = KernelError.covariance(
                        sigma, squared, inner(differences[p], differences[p]), inner(differences[i], differences[p]));
                sum += covariance * covariance;
            }
        }
        return 2.0 * sum / ((double) count * (count - 1));
    }

    private double radius() {
        double[] mean = new double[d()];
        for (double[] embedding : x) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += embedding[j] / x.length;
            }
        }
        double most = 0.0;
        for (double[] embedding : x) {
            double squared = 0.0;
            for (int j = 0; j < mean.length; j++) {
                squared += (embedding[j] - mean[j]) * (embedding[j] - mean[j]);
            }
            most = Math.max(most, squared);
        }
        return Math.sqrt(most);
    }
}
