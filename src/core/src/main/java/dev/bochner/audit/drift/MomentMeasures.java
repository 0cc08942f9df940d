package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What follows exactly from the {@link Moments} of two days, at any n. All but {@link Measure#H_COORDINATE_VARIANCE}
 * take the means out first, |.| is the Frobenius norm, s_i are the singular values of C, and R is the {@link Rotation}.
 *
 * <ul>
 *   <li>{@link Measure#H_COORDINATE_VARIANCE}: mean_i |x_i - y_i|^2 / 2, the unbiased variance of two values, summed
 *       over dimensions. The paper, section 2 (figure 1)
 *   <li>{@link Measure#H_NOISE_TO_SIGNAL}: sigma_eps / sigma_h of the model x = h + e, y = h + e' of Proposition 3:
 *       sigma_eps^2 = |X - Y|^2 / (2nd), sigma_h^2 = tr C / (nd); infinite where tr C is not positive, that is where
 *       nothing is in common
 *   <li>{@link Measure#H_NOISE_TO_SIGNAL_ALIGNED}: the same of XR and Y, so with sum s_i instead of tr C
 *   <li>{@link Measure#H_PIP_LOSS}, {@link Measure#H_CKA}: see {@link Grams}
 *   <li>{@link Measure#H_PROCRUSTES_RESIDUAL}: |XR - Y|^2 / (|X|^2 + |Y|^2) = (tr A + tr B - 2 sum s_i) / (tr A + tr B)
 *   <li>{@link Measure#H_ROTATION_SHARE}: 1 - |XR - Y|^2 / |X - Y|^2; absent if |X - Y|^2 is below {@value #NO_CHANGE}
 *       of |X|^2 + |Y|^2. {@link Measure#H_ROTATION_SHARE_NULL}: see {@link PermutationNull}
 *   <li>{@link Measure#H_EIGENSPACE_OVERLAP}, {@link Measure#H_EIGENSPACE_INSTABILITY}: see {@link Eigenspaces}
 *   <li>{@link Measure#EFFECTIVE_RANK} of today, {@link Measure#EFFECTIVE_RANK_RATIO} to the day before: see
 *       {@link Spectrum}
 * </ul>
 *
 * <p>What has no value is absent: of no items everything, of one item or of days without variance all that divides by
 * a variance. <b>Determinism:</b> the same figures for the same moments. <b>Time:</b> two
 * eigen decompositions, two or more of singular values and three products: some 7 s of CPU at d = 1024, eight times that at 2048.
 */
public final class MomentMeasures {
    private static final double NO_CHANGE = 1e-9;

    private final Scatter scatter;
    private final Spectrum x;
    private final Spectrum y;
    private final double nuclear;
    private final List<Metric> metrics = new ArrayList<>();

    private MomentMeasures(Scatter scatter) {
        this.scatter = scatter;
        this.x = new Spectrum(scatter.a());
        this.y = new Spectrum(scatter.b());
        this.nuclear = scatter.nuclearNorm(x, y);
    }

    /** Whether matrices [d][d] of such embeddings are gathered and decomposed. */
    public static boolean isFeasible(int d) {
        return d <= Rotation.MOST_DIMENSIONS;
    }

    /** All that have a value. */
    public static List<Metric> of(Moments moments) {
        if (moments.n() == 0) {
            return List.of();
        }
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.exact(Measure.H_COORDINATE_VARIANCE, moments.change() / (2.0 * moments.n()), moments.n()));
        if (moments.n() > 1) {
            MomentMeasures measures = new MomentMeasures(Scatter.of(moments));
            measures.addChange();
            measures.addShape();
            measures.addSpaces();
            metrics.addAll(measures.metrics);
        }
        return List.copyOf(metrics);
    }

    /**
     * The same of a pool, as estimates. Where d is so large that matrices [d][d] are not feasible, they are of the first {@value
     * Rotation#MOST_ITEMS} items, and the spaces that these span are not compared: any items fewer than d are independent on
     * either day.
     */
    public static List<Metric> of(SampledPairs pairs) {
        List<Metric> metrics = isFeasible(pairs.d()) ? of(pairs.moments()) : byItems(pairs.head(Rotation.MOST_ITEMS));
        return metrics.stream()
                .map(metric -> Metric.sampled(
                        metric.measure(), metric.value(), metric.precision().items(), 0))
                .toList();
    }

    /** By matrices [n][n] instead of [d][d]. */
    static List<Metric> byItems(SampledPairs pairs) {
        List<Metric> metrics = new ArrayList<>();
        if (pairs.size() > 0) {
            metrics.add(Metric.exact(Measure.H_COORDINATE_VARIANCE, pairs.change() / 2.0, pairs.size()));
        }
        if (pairs.size() > 1) {
            MomentMeasures measures = new MomentMeasures(Scatter.byItems(pairs));
            measures.addChange();
            measures.addShape();
            metrics.addAll(measures.metrics);
        }
        return List.copyOf(metrics);
    }

    /** The effective rank of a day by itself, estimated on some of its items; nothing if they have no variance. */
    public static List<Metric> effectiveRank(float[][] x) {
        int d = x.length == 0 ? 1 : x[0].length;
        float[][] rows = isFeasible(d) ? x : Arrays.copyOf(x, Math.min(x.length, Rotation.MOST_ITEMS));
        if (rows.length < 2) {
            return List.of();
        }
        double rank = Spectrum.effectiveRankOf(Scatter.smallerGram(rows));
        return rank > 0.0 ? List.of(Metric.sampled(Measure.EFFECTIVE_RANK, rank, rows.length, 0)) : List.of();
    }

    private void add(Measure measure, double value) {
        metrics.add(Metric.exact(measure, value, scatter.n()));
    }

    private void add(Measure measure, OptionalDouble value) {
        value.ifPresent(present -> add(measure, present));
    }

    private void addChange() {
        double total = scatter.total();
        if (total == 0.0) {
            return;
        }
        // R = I is one of those it is the least of.
        double residual = Math.max(0.0, Math.min(total - 2.0 * nuclear, scatter.change()));
        add(Measure.H_NOISE_TO_SIGNAL, noiseToSignal(scatter.change(), scatter.product()));
        add(Measure.H_NOISE_TO_SIGNAL_ALIGNED, noiseToSignal(residual, nuclear));
        add(Measure.H_PROCRUSTES_RESIDUAL, residual / total);
        if (scatter.change() > NO_CHANGE * total) {
            add(Measure.H_ROTATION_SHARE, 1.0 - residual / scatter.change());
            add(Measure.H_ROTATION_SHARE_NULL, new PermutationNull(scatter, x, y).rotationShare());
        }
    }

    private static double noiseToSignal(double squaredChange, double squaredSignal) {
        return squaredSignal > 0.0 ? Math.sqrt(squaredChange / 2.0 / squaredSignal) : Double.POSITIVE_INFINITY;
    }

    private void addShape() {
        Grams grams = new Grams(scatter);
        add(Measure.H_PIP_LOSS, grams.pipLoss());
        add(Measure.H_CKA, grams.cka());
        if (x.rank() > 0) {
            add(Measure.EFFECTIVE_RANK, x.effectiveRank());
        }
        if (x.rank() > 0 && y.rank() > 0) {
            add(Measure.EFFECTIVE_RANK_RATIO, x.effectiveRank() / y.effectiveRank());
        }
    }

    private void addSpaces() {
        if (x.rank() > 0 && y.rank() > 0) {
            Eigenspaces spaces = new Eigenspaces(scatter, x, y);
            add(Measure.H_EIGENSPACE_OVERLAP, spaces.overlap());
            add(Measure.H_EIGENSPACE_INSTABILITY, spaces.instability());
        }
    }
}
