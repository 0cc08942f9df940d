package dev.bochner.audit;

import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureSpec;
import java.util.List;

/**
 * Two days as a stabiliser made them, for the versions that go by the same states.
 *
 * @param specs of those versions
 * @param daysBetween their dates, 1 or more
 * @param group tells the pairs of an audit apart; empty if there is one only
 */
record StabilisedPair(
        List<FeatureSpec> specs, StabilisedDay today, StabilisedDay before, long daysBetween, String group) {
    StabilisedPair {
        specs = List.copyOf(specs);
    }

    /** What maps the stabilised vectors. */
    List<FeatureSpec> maps() {
        return specs.stream().map(FeatureSpec::afterStabiliser).toList();
    }

    /** Part of the figures that are about the stabilised vectors and not about one version's features. */
    String part() {
        return group.isEmpty() ? Metric.STABILISED : Metric.STABILISED + " " + group;
    }

    /** Whether both days have the same coordinates. */
    boolean isOneEpoch() {
        return today.stabilised().state().epoch() == before.stabilised().state().epoch();
    }

    /** The stabiliser, in a word. */
    String label() {
        return specs.get(0).stabiliser().kind().label();
    }
}
