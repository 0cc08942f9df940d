package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How fast features follow an item that really moved, measured on those of the pool that moved most once rotation is
 * taken out: what a running mean gives away for its calm. With x_i, h_i an item's embeddings today and the day before,
 * y_i today's by itself in the stabiliser's coordinates (x W), M_i and M'_i what features are made of today and were the
 * day before:
 *
 * <ul>
 *   <li>An item moved if its residual |x_i R - h_i| (centred, {@link Rotation} of the pool) is at least {@value
 *       #LEAST_RESIDUAL} times the median of the pool's, and {@value #LEAST_SHARE} of the pool's root mean square norm.
 *       Of those the {@value #MOST_MOVED} of the pool that moved most are taken, at least one
 *   <li>{@link Measure#MOVE_FOLLOWED}: 1 - sum |M_i - y_i| / sum |M'_i - y_i| over them: 1 if features are where the
 *       item is today, 0 if they are no nearer than the day before. A linear stabiliser has M = y, and so 1. A running
 *       mean that took the day before up last has M - y = (1 - a) (M' - y), and so the a of these items, which is the
 *       weight or, for an item known for few days, more
 *   <li>{@link Measure#LAG_DAYS}: days ln 0.5 / ln(1 - followed), days being those between the two dates: when half of
 *       the way is gone if each refresh follows by the same share and the item stays where it is. 0 where all is
 *       followed at once, infinite where nothing is
 * </ul>
 *
 * <p>Absent if no item moved. <b>Limits:</b> an ordinary training with heavy tails has items that pass for moved; for
 * what is measured that makes no difference, as features follow noise at the same pace. M is the mean as the state keeps
 * it, not normalised: its direction has turned half of the way at the same time, its angle's first day being slower. Moves
 * of earlier days that are still being followed are not seen. Intervals are over the items that moved.
 */
public final class Lag {
    private static final double LEAST_RESIDUAL = 3;
    private static final double LEAST_SHARE = 1e-3;
    private static final double MOST_MOVED = 0.02;

    /** A rotation fits fewer items exactly. */
    private static final int FEWEST_PER_DIMENSION = 2;

    private final SampledPairs delivered;
    private final SampledPairs kept;
    private final float[][] aims;

    /**
     * The same items three times.
     *
     * @param delivered x and h [d], normalised
     * @param kept M and M' [k]
     * @param aims y [k]
     * @throws IllegalArgumentException if there are not as many of each
     */
    public Lag(SampledPairs delivered, SampledPairs kept, float[][] aims) {
        if (kept.size() != delivered.size() || aims.length != delivered.size()) {
            throw new IllegalArgumentException("There are " + delivered.size() + " items as delivered, " + kept.size()
                    + " as kept and " + aims.length + " aims, expected as many of each");
        }
        this.delivered = delivered;
        this.kept = kept;
        this.aims = aims.clone();
    }

    /**
     * Both measures; nothing if no item moved.
     *
     * @param days between the two dates, 1 or more
     */
    public List<Metric> metrics(long days) {
        int[] moved = moved();
        double[] left = IntStream.of(moved)
                .mapToDouble(item -> distance(kept.today(item), aims[item]))
                .toArray();
        double[] way = IntStream.of(moved)
                .mapToDouble(item -> distance(kept.before(item), aims[item]))
                .toArray();
        if (moved.length == 0 || Estimate.mean(way) == 0.0) {
            return List.of();
        }
        Estimate unfollowed = Estimate.ratioOf(left, way);
        Estimate lag = lag(unfollowed, days);
        return List.of(
                Metric.sampled(Measure.MOVE_FOLLOWED, 1.0 - unfollowed.value(), moved.length, unfollowed.halfWidth()),
                Metric.sampled(Measure.LAG_DAYS, lag.value(), moved.length, lag.halfWidth()));
    }

    /** Its interval follows from that of the share by the derivative. */
    private static Estimate lag(Estimate unfollowed, long days) {
        double share = unfollowed.value();
        if (share == 0.0) {
            return new Estimate(0.0, 0.0);
        }
        if (share >= 1.0) {
            return new Estimate(Double.POSITIVE_INFINITY, 0.0);
        }
        double logarithm = StrictMath.log(share);
        double lag = days * StrictMath.log(0.5) / logarithm;
        return new Estimate(lag, lag * unfollowed.halfWidth() / (share * -logarithm));
    }

    /** The items that moved, farthest first. */
    private int[] moved() {
        int n = delivered.size();
        if (n == 0 || n < FEWEST_PER_DIMENSION * delivered.d()) {
            return new int[0];
        }
        double[] residuals = residuals();
        double median = IntStream.range(0, n)
                .mapToDouble(item -> residuals[item])
                .sorted()
                .toArray()[n / 2];
        double least = Math.max(LEAST_RESIDUAL * median, LEAST_SHARE * size());
        return IntStream.range(0, n)
                .boxed()
                .filter(item -> residuals[item] > 0.0 && residuals[item] >= least)
                .sorted(Comparator.comparingDouble((Integer item) -> -residuals[item]))
                .limit(Math.max(1, Math.round(MOST_MOVED * n)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double[] residuals() {
        Rotation rotation = Rotation.of(delivered);
        float[] scratch = new float[rotation.d()];
        return IntStream.range(0, delivered.size())
                .mapToDouble(item -> rotation.residual(delivered.today(item), delivered.before(item), scratch))
                .toArray();
    }

    private double size() {
        double squares = IntStream.range(0, delivered.size())
                .mapToDouble(item -> GaussianKernel.inner(delivered.before(item), delivered.before(item)))
                .sum();
        return Math.sqrt(squares / delivered.size());
    }

    private static double distance(float[] some, float[] other) {
        double squares = 0.0;
        for (int j = 0; j < some.length; j++) {
            double difference = (double) some[j] - other[j];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
