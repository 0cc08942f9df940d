package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How a version's features move between two days, and how well they stand for their kernel, on a pool of items. Items
 * that the map refuses on either day are left out; of fewer than {@value #FEWEST} items nothing is said. Inner products
 * are over {@link HashedPairs}. Intervals are over items, given U.
 *
 * <ul>
 *   <li>{@link Measure#PHI_COORDINATE_VARIANCE}: mean_i |phi(x_i) - phi(y_i)|^2 / 2
 *   <li>{@link Measure#PHI_COORDINATE_VARIANCE_EXPECTED}: its mean over U, mean_i 1 - k(x_i, y_i), since |phi| = 1 and E
 *       &lt;phi(x), phi(y)&gt; = k(x, y)
 *   <li>{@link Measure#PHI_COORDINATE_DRIFT}: the former over the variance of phi among items, summed over columns, mean
 *       of the two days, which is (1 - |mean phi|^2) n / (n - 1)
 *   <li>{@link Measure#PHI_INNER_PRODUCT_DRIFT}: root of the mean squared change of &lt;phi_i, phi_j&gt;
 *   <li>{@link Measure#PHI_CKA}, {@link Measure#PHI_PIP_LOSS}: as {@link Grams} of the first {@value #MOST_DIRECTIONS}
 *       directions at most, which are features of their own (the prefix property); intervals by a jackknife over {@value
 *       #GROUPS} groups of items
 *   <li>{@link Measure#PHI_KERNEL_ERROR}: root mean square of &lt;phi_i, phi_j&gt; - k_ij on one day
 *   <li>{@link Measure#PHI_KERNEL_ERROR_EXPECTED}: sqrt(mean (1 - k_ij^2)^2 / (2m)), as Var &lt;phi, phi'&gt; = (1 -
 *       k^2)^2 / (2m) over U; {@link Measure#PHI_KERNEL_ERROR_RATIO}: one over the other, around 1, if less closely so
 *       the fewer directions there are or the fewer dimensions the embeddings use
 * </ul>
 *
 * <p><b>Source:</b> the paper, section 5; Sutherland and Schneider, "On the error of random Fourier features", UAI 2015
 * (the variance).
 */
public final class PhiMeasures {
    private static final int FEWEST = 20;
    private static final int MOST_DIRECTIONS = 64;
    private static final int GROUPS = 10;

    private final FeatureSpec spec;
    private final List<Metric> metrics = new ArrayList<>();
    private final int items;

    private PhiMeasures(FeatureSpec spec, int items) {
        this.spec = spec;
        this.items = items;
    }

    /** The movement between two days. */
    public static List<Metric> of(SampledPairs pairs, FeatureMap map) {
        MappedPairs mapped = MappedPairs.of(pairs, map);
        if (mapped.size() < FEWEST) {
            return List.of();
        }
        PhiMeasures measures = new PhiMeasures(map.spec(), mapped.size());
        measures.addCoordinates(mapped);
        measures.addInnerProducts(mapped);
        measures.addGrams(mapped);
        return List.copyOf(measures.metrics);
    }

    /**
     * The kernel error of one day.
     *
     * @param x embeddings [n][d], as delivered or as they enter phi
     * @param phi their features [n][2m], as stored or as computed
     */
    public static List<Metric> kernel(List<String> ids, float[][] x, float[][] phi, FeatureSpec spec) {
        if (ids.size() != x.length || ids.size() != phi.length) {
            throw new IllegalArgumentException("There are " + ids.size() + " ids, " + x.length + " embeddings and "
                    + phi.length + " feature rows, expected as many of each");
        }
        if (ids.size() < FEWEST) {
            return List.of();
        }
        PhiMeasures measures = new PhiMeasures(spec, ids.size());
        measures.addKernelError(HashedPairs.of(ids), x, phi);
        return List.copyOf(measures.metrics);
    }

    private void add(Measure measure, Estimate estimate) {
        metrics.add(Metric.sampled(measure, estimate.value(), items, estimate.halfWidth())
                .of(VersionId.of(spec)));
    }

    private void addCoordinates(MappedPairs mapped) {
        GaussianKernel kernel = GaussianKernel.of(spec);
        double[] variances = new double[items];
        double[] expected = new double[items];
        for (int i = 0; i < items; i++) {
            variances[i] = halfSquaredDistance(mapped.phiToday(i), mapped.phiBefore(i));
            expected[i] = 1.0 - kernel.of(mapped.today(i), mapped.before(i));
        }
        Estimate variance = Estimate.meanOf(variances);
        add(Measure.PHI_COORDINATE_VARIANCE, variance);
        add(Measure.PHI_COORDINATE_VARIANCE_EXPECTED, Estimate.meanOf(expected));
        double among = (varianceAmong(mapped::phiToday) + varianceAmong(mapped::phiBefore)) / 2.0;
        if (among > 0.0) {
            add(Measure.PHI_COORDINATE_DRIFT, new Estimate(variance.value() / among, variance.halfWidth() / among));
        }
    }

    private static double halfSquaredDistance(float[] some, float[] other) {
        double squared = 0.0;
        for (int j = 0; j < some.length; j++) {
            double difference = (double) some[j] - other[j];
            squared += difference * difference;
        }
        return squared / 2.0;
    }

    /** Unbiased variance among items, summed over columns; 0 if it is rounding. */
    private double varianceAmong(Function<Integer, float[]> phi) {
        double[] means = new double[spec.columns()];
        double squares = 0.0;
        for (int i = 0; i < items; i++) {
            float[] row = phi.apply(i);
            squares += GaussianKernel.inner(row, row) / items;
            for (int j = 0; j < means.length; j++) {
                means[j] += (double) row[j] / items;
            }
        }
        double squaredMean = 0.0;
        for (double mean : means) {
            squaredMean += mean * mean;
        }
        double variance = (squares - squaredMean) * items / (items - 1.0);
        return variance > 1e-11 ? variance : 0.0;
    }

    private void addInnerProducts(MappedPairs mapped) {
        double[] squares = HashedPairs.of(mapped.ids()).means((i, j) -> {
            double change = GaussianKernel.inner(mapped.phiToday(i), mapped.phiToday(j))
                    - GaussianKernel.inner(mapped.phiBefore(i), mapped.phiBefore(j));
            return change * change;
        });
        add(Measure.PHI_INNER_PRODUCT_DRIFT, Estimate.rootOfPairs(squares));
    }

    private void addGrams(MappedPairs mapped) {
        int columns = 2 * Math.min(spec.m(), MOST_DIRECTIONS);
        List<Moments> groups = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            groups.add(new Moments(columns));
        }
        float[] x = new float[columns];
        float[] y = new float[columns];
        for (int i = 0; i < items; i++) {
            System.arraycopy(mapped.phiToday(i), 0, x, 0, columns);
            System.arraycopy(mapped.phiBefore(i), 0, y, 0, columns);
            groups.get(i % GROUPS).add(x, y);
        }
        addJackknife(Measure.PHI_CKA, groups, Grams::cka);
        addJackknife(Measure.PHI_PIP_LOSS, groups, Grams::pipLoss);
    }

    private void addJackknife(Measure measure, List<Moments> groups, Function<Grams, OptionalDouble> figure) {
        OptionalDouble whole = figure.apply(grams(groups));
        List<Double> without = new ArrayList<>();
        for (Moments group : groups) {
            List<Moments> others = new ArrayList<>(groups);
            others.remove(group);
            figure.apply(grams(others)).ifPresent(without::add);
        }
        if (whole.isPresent() && without.size() == GROUPS) {
            add(measure, new Estimate(whole.getAsDouble(), jackknifeWidth(without)));
        }
    }

    private static Grams grams(List<Moments> parts) {
        Moments sum = new Moments(parts.get(0).d());
        parts.forEach(sum::add);
        return new Grams(Scatter.of(sum));
    }

    private static double jackknifeWidth(List<Double> values) {
        double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return 1.96 * Math.sqrt(squares * (GROUPS - 1.0) / GROUPS);
    }

    private void addKernelError(HashedPairs pairs, float[][] x, float[][] phi) {
        GaussianKernel kernel = GaussianKernel.of(spec);
        double[] squares = pairs.means((i, j) -> {
            double error = GaussianKernel.inner(phi[i], phi[j]) - kernel.of(x[i], x[j]);
            return error * error;
        });
        double[] variances = pairs.means((i, j) -> {
            double k = kernel.of(x[i], x[j]);
            return (1.0 - k * k) * (1.0 - k * k) / (2.0 * spec.m());
        });
        Estimate error = Estimate.rootOfPairs(squares);
        Estimate expected = Estimate.rootOfPairs(variances);
        add(Measure.PHI_KERNEL_ERROR, error);
        add(Measure.PHI_KERNEL_ERROR_EXPECTED, expected);
        if (expected.value() > 1e-9) {
            add(
                    Measure.PHI_KERNEL_ERROR_RATIO,
                    new Estimate(error.value() / expected.value(), error.halfWidth() / expected.value()));
        }
    }

    /** The items of a pool that a map takes on both days, with their features. */
    private record MappedPairs(List<String> ids, List<float[][]> rows) {
        static MappedPairs of(SampledPairs pairs, FeatureMap map) {
            List<String> ids = new ArrayList<>();
            List<float[][]> rows = new ArrayList<>();
            for (int i = 0; i < pairs.size(); i++) {
                float[] today = new float[map.spec().columns()];
                float[] before = new float[map.spec().columns()];
                if (map.tryApply(pairs.today(i), today) == Outcome.MAPPED
                        && map.tryApply(pairs.before(i), before) == Outcome.MAPPED) {
                    ids.add(pairs.ids().get(i));
                    rows.add(new float[][] {pairs.today(i), pairs.before(i), today, before});
                }
            }
            return new MappedPairs(ids, Collections.unmodifiableList(rows));
        }

        int size() {
            return rows.size();
        }

        float[] today(int i) {
            return rows.get(i)[0];
        }

        float[] before(int i) {
            return rows.get(i)[1];
        }

        float[] phiToday(int i) {
            return rows.get(i)[2];
        }

        float[] phiBefore(int i) {
            return rows.get(i)[3];
        }
    }
}
