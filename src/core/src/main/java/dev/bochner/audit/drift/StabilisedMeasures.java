package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What is left of the drift once both days are stabilised, to be read beside the same measures of the embeddings as they
 * are delivered: both on vectors as they enter phi, these estimated on the pool, those over all items.
 *
 * <ul>
 *   <li>{@link Measure#H_COORDINATE_VARIANCE}, {@link Measure#H_PROCRUSTES_RESIDUAL}, {@link Measure#H_ROTATION_SHARE}
 *       with its {@link Measure#H_ROTATION_SHARE_NULL}: as {@link MomentMeasures}. A stabiliser that does its work leaves
 *       a share that is little above the null, of a variance that is small
 *   <li>{@link Measure#H_ALIGNED_COSINE}, {@link Measure#H_ALIGNED_COSINE_P05}: as {@link Rotation}, with the rotation
 *       that is left between the stabilised days
 *   <li>{@link Measure#H_KNN_OVERLAP}: as {@link SampleMeasures}
 * </ul>
 */
public final class StabilisedMeasures {
    private static final Set<Measure> OF_MOMENTS = Set.of(
            Measure.H_COORDINATE_VARIANCE,
            Measure.H_PROCRUSTES_RESIDUAL,
            Measure.H_ROTATION_SHARE,
            Measure.H_ROTATION_SHARE_NULL);
    private static final double WORST = 0.05;

    private StabilisedMeasures() {}

    /**
     * All that have a value; nothing of an empty pool.
     *
     * @param pairs stabilised vectors of both days, as they enter phi
     */
    public static List<Metric> of(SampledPairs pairs) {
        if (pairs.size() == 0) {
            return List.of();
        }
        List<Metric> metrics = new ArrayList<>();
        MomentMeasures.of(pairs).stream()
                .filter(metric -> OF_MOMENTS.contains(metric.measure()))
                .forEach(metrics::add);
        metrics.addAll(cosines(pairs, Rotation.of(pairs)));
        metrics.addAll(SampleMeasures.of(pairs));
        return List.copyOf(metrics);
    }

    private static List<Metric> cosines(SampledPairs pairs, Rotation rotation) {
        double[] cosines = new double[pairs.size()];
        float[] scratch = new float[rotation.d()];
        for (int item = 0; item < cosines.length; item++) {
            cosines[item] = rotation.alignedCosine(pairs.today(item), pairs.before(item), scratch);
        }
        Estimate mean = Estimate.meanOf(cosines);
        Arrays.sort(cosines);
        double worst = cosines[(int) (WORST * (cosines.length - 1))];
        return List.of(
                Metric.sampled(Measure.H_ALIGNED_COSINE, mean.value(), cosines.length, mean.halfWidth()),
                Metric.sampled(Measure.H_ALIGNED_COSINE_P05, worst, cosines.length, 0));
    }
}
