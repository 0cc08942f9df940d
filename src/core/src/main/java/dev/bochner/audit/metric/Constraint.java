package dev.bochner.audit.metric;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is asked of a measure. It is asked of the whole only, never of a part.
 *
 * @param measure what it is about
 * @param warn beyond these bounds it is worth a look
 * @param fail beyond these nobody may see the snapshot
 */
public record Constraint(Measure measure, Bounds warn, Bounds fail) {
    /**
     * The values that are fine.
     *
     * @param least smallest of them, if there is one
     * @param most largest of them, if there is one
     */
    public record Bounds(OptionalDouble least, OptionalDouble most) {
        public static final Bounds NONE = new Bounds(OptionalDouble.empty(), OptionalDouble.empty());

        public static Bounds atLeast(double least) {
            return new Bounds(OptionalDouble.of(least), OptionalDouble.empty());
        }

        public static Bounds atMost(double most) {
            return new Bounds(OptionalDouble.empty(), OptionalDouble.of(most));
        }

        /** Which bound a value breaks, such as {@code at least 0.9}. */
        Optional<String> broken(double value) {
            if (least.isPresent() && value < least.getAsDouble()) {
                return Optional.of("at least " + text(least.getAsDouble()));
            }
            return most.isPresent() && value > most.getAsDouble()
                    ? Optional.of("at most " + text(most.getAsDouble()))
                    : Optional.empty();
        }
    }

    /** Judges all metrics that it is about, one finding each. */
    public List<Finding> judge(List<Metric> metrics) {
        return metrics.stream()
                .filter(metric -> metric.measure() == measure && metric.part().isEmpty())
                .map(this::judge)
                .toList();
    }

    private Finding judge(Metric metric) {
        Optional<String> failed = fail.broken(metric.value());
        Optional<String> warned = warn.broken(metric.value());
        String figure = metric.name() + " is " + text(metric.value());
        if (failed.isPresent()) {
            return new Finding(Level.FAIL, metric, figure + ", expected " + failed.get());
        }
        return warned.map(bound -> new Finding(Level.WARN, metric, figure + ", expected " + bound))
                .orElseGet(() -> new Finding(Level.PASS, metric, figure));
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
