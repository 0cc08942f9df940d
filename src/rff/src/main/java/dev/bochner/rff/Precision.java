package dev.bochner.rff;

import java.io.Serializable;

/**
 * How exactly features are to estimate the kernel, and how surely: what m = auto is chosen for.
 *
 * @param criterion what is promised
 * @param epsilon largest error of an inner product that is allowed, above 0 and below 1, the kernel's own range
 * @param delta share of the seeds, or of seeds and pairs, of which it may be broken; above 0 and below 1
 */
public record Precision(Criterion criterion, double epsilon, double delta) implements Serializable {
    /** Share of broken promises where nobody names one. */
    public static final double DEFAULT_DELTA = 0.01;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Precision {
        requireShare("epsilon", epsilon);
        requireShare("delta", delta);
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0.0 && value < 1.0)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number above 0 and below 1");
        }
    }

    /** The same exactness promised in another way. */
    public Precision by(Criterion other) {
        return new Precision(other, epsilon, delta);
    }

    /** The least m that keeps the promise, 1 or more. */
    public long directionsFor(Geometry geometry) {
        return Math.max(1L, (long) Math.ceil(criterion.directions(geometry, this)));
    }

    /** ln(2 / delta): two sides of an exponential bound. */
    double logTwoSided() {
        return Math.log(2.0 / delta);
    }
}
