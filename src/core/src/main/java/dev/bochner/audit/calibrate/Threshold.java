package dev.bochner.audit.calibrate;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The bounds of one measure. Repeated trainings on the same data are what "nothing real has changed" looks like, so a
 * bound must let all of them pass, and must be broken long before nothing is in common.
 *
 * <p>With larger values being worse: <b>warn</b> is the larger of median + {@value #DEVIATIONS} MAD (the median absolute
 * deviation; four standard deviations of a normal distribution, which robustly few normal days exceed) and of a margin
 * beyond the worst value seen, {@value #MARGIN} of the way from there to the value of unrelated days (which holds where
 * few pairs have been seen, and their MAD says little). <b>fail</b> is halfway from warn to the value of unrelated days.
 * Versions are taken apart, since their m and so their noise differ; the loosest bound serves them all.
 *
 * <p>If warn would not lie before the value of unrelated days, repeated trainings cannot be told from unrelated ones by
 * this measure, and it has no bounds.
 *
 * @param bounds empty if the measure cannot have any
 */
record Threshold(DriftBound yardstick, Range seen, Optional<Pair> bounds) {
    private static final double DEVIATIONS = 6;
    private static final double MARGIN = 0.05;

    /** Where to warn and where to fail. */
    record Pair(double warn, double fail) {}

    /** @param versions the values of each version; at least one version, of at least one value */
    static Threshold of(DriftBound yardstick, List<double[]> versions) {
        double lost = yardstick.badness(yardstick.lost());
        double warn = versions.stream()
                .mapToDouble(values ->
                        warn(Arrays.stream(values).map(yardstick::badness).toArray(), lost))
                .max()
                .orElseThrow();
        double[] all = versions.stream().flatMapToDouble(Arrays::stream).toArray();
        Optional<Pair> bounds = warn < lost
                ? Optional.of(new Pair(yardstick.badness(warn), yardstick.badness((warn + lost) / 2)))
                : Optional.empty();
        return new Threshold(yardstick, Range.of(all), bounds);
    }

    private static double warn(double[] badness, double lost) {
        Range range = Range.of(badness);
        double[] deviations = Arrays.stream(badness)
                .map(value -> Math.abs(value - range.median()))
                .sorted()
                .toArray();
        double usual = range.median() + DEVIATIONS * Range.median(deviations);
        return Math.max(usual, range.most() + MARGIN * (lost - range.most()));
    }

    /** What the audit asks of it. */
    Optional<Constraint> constraint() {
        return bounds.map(pair -> new Constraint(yardstick.measure(), asBounds(pair.warn), asBounds(pair.fail)));
    }

    private Bounds asBounds(double bound) {
        return yardstick.worse() == DriftBound.Worse.ABOVE ? Bounds.atMost(bound) : Bounds.atLeast(bound);
    }

    /** Its lines in the configuration: what was seen as a comment, then the bounds. */
    String hocon() {
        String label = yardstick.measure().label();
        String word = yardstick.worse().name().toLowerCase(Locale.ROOT);
        String comment = String.format(
                Locale.ROOT,
                "  # seen %s .. %s, median %s, of %d; unrelated days: %s\n",
                text(seen.least()),
                text(seen.most()),
                text(seen.median()),
                seen.count(),
                text(yardstick.lost()));
        return bounds.map(pair -> comment + "  " + label + " { warn-" + word + " = " + text(pair.warn) + ", fail-"
                        + word + " = " + text(pair.fail) + " }\n")
                .orElse(comment + "  # " + label + ": no bound tells repeated trainings from unrelated days\n");
    }

    static String text(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
