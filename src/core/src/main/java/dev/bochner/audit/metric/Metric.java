package dev.bochner.audit.metric;

import dev.bochner.store.VersionId;
import java.util.Optional;

/**
 * One figure.
 *
 * @param measure what was measured
 * @param version the feature version it is about; empty if it is about the embeddings
 * @param part which part of it: a quantile ({@code p05}), a segment ({@code head}), a reason, a kernel; empty for the
 * whole
 * @param value the figure; may be infinite, never NaN: what has no value is absent
 * @param precision how it was found
 */
public record Metric(Measure measure, Optional<VersionId> version, String part, double value, Precision precision) {
    /**
     * Part of figures of the embeddings: the same measure once the day's stabiliser has been applied to them, estimated on
     * the pool. More text follows where an audit is about several stabilisers.
     */
    public static final String STABILISED = "stabilised";

    public Metric {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("Metric " + measure.label() + " is NaN, expected a number or no metric");
        }
    }

    /**
     * How a figure was found.
     *
     * @param items the items, pairs or rows it was taken over
     * @param halfWidth half of its 95 % interval; 0 if it is exact
     * @param kind whether all were looked at
     */
    public record Precision(long items, double halfWidth, Kind kind) {
        public enum Kind {
            EXACT,
            SAMPLED
        }

        public static Precision exact(long items) {
            return new Precision(items, 0, Kind.EXACT);
        }

        /** Of a sample of so many. */
        public static Precision sampled(long items, double halfWidth) {
            return new Precision(items, halfWidth, Kind.SAMPLED);
        }
    }

    /** An exact figure about the embeddings, over so many items. */
    public static Metric exact(Measure measure, double value, long items) {
        return new Metric(measure, Optional.empty(), "", value, Precision.exact(items));
    }

    /** A sampled figure about the embeddings. */
    public static Metric sampled(Measure measure, double value, long items, double halfWidth) {
        return new Metric(measure, Optional.empty(), "", value, Precision.sampled(items, halfWidth));
    }

    /** The same figure about a version's features. */
    public Metric of(VersionId aVersion) {
        return new Metric(measure, Optional.of(aVersion), part, value, precision);
    }

    /** The same figure about a part. */
    public Metric part(String aPart) {
        return new Metric(measure, version, aPart, value, precision);
    }

    /** {@code h-cka}, {@code norm p05}, {@code phi-kernel-error m=64/seed=42}. */
    public String name() {
        return measure.label()
                + (part.isEmpty() ? "" : " " + part)
                + version.map(id -> " " + id).orElse("");
    }
}
