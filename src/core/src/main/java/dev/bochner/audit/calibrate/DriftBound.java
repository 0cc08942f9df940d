package dev.bochner.audit.calibrate;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.List;

/**
 * A measure of drift that repeated trainings can give a bound.
 *
 * <p>Left out are measures that say how two days differ and not how much (the rotation share: a small one is fine where
 * little changed), those that rotation alone drives to their worst (the unaligned ones, stale accuracy), and those that
 * theory bounds (the kernel error).
 *
 * @param worse which way is worse
 * @param lost its value if the two days have nothing in common
 */
record DriftBound(Measure measure, Worse worse, double lost) {
    /** Where the bad values are. */
    enum Worse {
        ABOVE,
        BELOW
    }

    /** Of equally large Gram matrices that are orthogonal: |G - G'| / (|G| + |G'|). */
    private static final double PIP_LOSS_LOST = Math.sqrt(0.5);

    private static final List<DriftBound> ALL = List.of(
            new DriftBound(Measure.EFFECTIVE_RANK_RATIO, Worse.BELOW, 0),
            new DriftBound(Measure.H_PIP_LOSS, Worse.ABOVE, PIP_LOSS_LOST),
            new DriftBound(Measure.H_CKA, Worse.BELOW, 0),
            new DriftBound(Measure.H_PROCRUSTES_RESIDUAL, Worse.ABOVE, 1),
            new DriftBound(Measure.H_EIGENSPACE_OVERLAP, Worse.BELOW, 0),
            new DriftBound(Measure.H_EIGENSPACE_INSTABILITY, Worse.ABOVE, 1),
            new DriftBound(Measure.H_KNN_OVERLAP, Worse.BELOW, 0),
            new DriftBound(Measure.H_ALIGNED_COSINE, Worse.BELOW, 0),
            new DriftBound(Measure.H_ALIGNED_COSINE_P05, Worse.BELOW, 0),
            new DriftBound(Measure.PHI_COORDINATE_DRIFT, Worse.ABOVE, 1),
            new DriftBound(Measure.PHI_CKA, Worse.BELOW, 0),
            new DriftBound(Measure.PHI_PIP_LOSS, Worse.ABOVE, PIP_LOSS_LOST),
            new DriftBound(Measure.PROBE_DISAGREEMENT, Worse.ABOVE, 1));

    /**
     * All of them. Unrelated days are not wholly apart once rotated onto each other: what the Procrustes residual is then
     * has been measured with the pairs, as 1 - {@link Measure#H_ROTATION_SHARE_NULL}, since the change of shuffled days is
     * their whole variance.
     */
    static List<DriftBound> all(List<List<Metric>> pairs) {
        double[] nulls = pairs.stream()
                .flatMap(List::stream)
                .filter(metric -> metric.measure() == Measure.H_ROTATION_SHARE_NULL)
                .filter(metric -> metric.part().isEmpty())
                .mapToDouble(Metric::value)
                .sorted()
                .toArray();
        return nulls.length == 0
                ? ALL
                : ALL.stream()
                        .map(yardstick -> yardstick.against(Range.median(nulls)))
                        .toList();
    }

    private DriftBound against(double rotationShareNull) {
        return measure == Measure.H_PROCRUSTES_RESIDUAL ? new DriftBound(measure, worse, 1 - rotationShareNull) : this;
    }

    /** Whether repeated trainings can give a measure a bound. */
    static boolean has(Measure measure) {
        return ALL.stream().anyMatch(yardstick -> yardstick.measure == measure);
    }

    /** How bad a value is, larger being worse; its own inverse. */
    double badness(double value) {
        return worse == Worse.ABOVE ? value : -value;
    }
}
