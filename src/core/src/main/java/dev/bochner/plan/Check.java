package dev.bochner.plan;

import dev.bochner.rff.Criterion;
import dev.bochner.rff.Precision;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A promise, looked at over some seeds.
 *
 * @param m number of directions
 * @param seeds how many seeds were tried
 * @param rms root of the mean square error over pairs and seeds
 * @param worstRms that of the seed with the largest
 * @param seedsAbove seeds whose root mean square error is above epsilon
 * @param seedsWithErrorAbove seeds with any error above epsilon
 * @param errorsAbove share of all errors that are above epsilon
 * @param largestError the largest error of all
 * @param held whether the promise was kept, as far as these seeds tell
 */
public record Check(
        int m,
        int seeds,
        double rms,
        double worstRms,
        int seedsAbove,
        int seedsWithErrorAbove,
        double errorsAbove,
        double largestError,
        boolean held) {
    /** A promise counts as broken only if a kept one looked as bad in fewer than one of a hundred such trials. */
    private static final double CHANCE = 0.01;

    /** Standard errors that go with it. */
    private static final double ALLOWED_ERRORS = 2.326;

    static Check of(int m, Precision precision, List<SeedErrors> errors) {
        double epsilon = precision.epsilon();
        int above = (int) errors.stream()
                .filter(seed -> seed.meanSquare() > epsilon * epsilon)
                .count();
        int withErrorAbove =
                (int) errors.stream().filter(seed -> seed.largest() > epsilon).count();
        return new Check(
                m,
                errors.size(),
                Math.sqrt(mean(errors, SeedErrors::meanSquare)),
                Math.sqrt(most(errors, SeedErrors::meanSquare)),
                above,
                withErrorAbove,
                mean(errors, SeedErrors::shareAbove),
                most(errors, SeedErrors::largest),
                holds(precision, errors, above, withErrorAbove));
    }

    private static boolean holds(Precision precision, List<SeedErrors> errors, int above, int withErrorAbove) {
        Criterion criterion = precision.criterion();
        double epsilon = precision.epsilon();
        return switch (criterion) {
            case RMS -> isAtMost(epsilon * epsilon, errors, SeedErrors::meanSquare);
            case RMS_QUANTILE -> isChance(above, errors.size(), precision.delta());
            case CLT, BERNSTEIN, HOEFFDING -> isAtMost(precision.delta(), errors, SeedErrors::shareAbove);
            case ALL_PAIRS, SUTHERLAND_SCHNEIDER, RAHIMI_RECHT ->
                isChance(withErrorAbove, errors.size(), precision.delta());
        };
    }

    /** Whether the mean over all seeds may be at most this, judged by that of those which were tried. */
    private static boolean isAtMost(double bound, List<SeedErrors> errors, ToDoubleFunction<SeedErrors> figure) {
        double mean = mean(errors, figure);
        double squares = errors.stream()
                .mapToDouble(figure)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double standardError = Math.sqrt(squares / Math.max(1, errors.size() - 1) / errors.size());
        return mean - ALLOWED_ERRORS * standardError <= bound;
    }

    /** Whether so many of n trials, or more, may go wrong if each does with this probability. */
    static boolean isChance(int wrong, int n, double probability) {
        double fewer = 0.0;
        double term = Math.pow(1.0 - probability, n);
        for (int k = 0; k < wrong; k++) {
            fewer += term;
            term *= probability / (1.0 - probability) * (n - k) / (k + 1.0);
        }
        return 1.0 - fewer >= CHANCE;
    }

    private static double mean(List<SeedErrors> errors, ToDoubleFunction<SeedErrors> figure) {
        return errors.stream().mapToDouble(figure).average().orElse(0.0);
    }

    private static double most(List<SeedErrors> errors, ToDoubleFunction<SeedErrors> figure) {
        return errors.stream().mapToDouble(figure).max().orElse(0.0);
    }

    /** What was seen, beside what was promised. */
    public String words(Precision precision) {
        return switch (precision.criterion()) {
            case RMS -> "the root mean square error over all seeds is " + DirectionPlan.digits(rms);
            case RMS_QUANTILE ->
                seedsAbove + " of " + seeds + " seeds have a root mean square error above " + precision.epsilon();
            case CLT, BERNSTEIN, HOEFFDING ->
                DirectionPlan.digits(100 * errorsAbove) + " % of the errors are above " + precision.epsilon();
            case ALL_PAIRS, SUTHERLAND_SCHNEIDER, RAHIMI_RECHT ->
                seedsWithErrorAbove + " of " + seeds + " seeds have an error above " + precision.epsilon();
        };
    }
}
