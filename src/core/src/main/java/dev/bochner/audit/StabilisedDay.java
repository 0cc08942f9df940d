package dev.bochner.audit;

import dev.bochner.audit.scan.SampledItem;
import dev.bochner.audit.scan.StateRows.StateRow;
import dev.bochner.rff.Aligner;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.stabilise.RunningMean;
import java.util.Map;
import java.util.Optional;

/** What the stabiliser made of some items on a day: computed again from W, or read from the state where it averages. */
final class StabilisedDay {
    /** The property of a state that holds the weight of its running mean. */
    private static final String WEIGHT = "weight";

    private final FeatureSpec spec;
    private final Audit.Stabilised stabilised;
    private final Aligner aligner;
    private final Map<Long, StateRow> means;

    /**
     * The day of a state.
     *
     * @param spec whose normalisation and stabiliser it is
     * @param means rows of the state's table by the hash of the id; none if it has no such table
     */
    StabilisedDay(FeatureSpec spec, Audit.Stabilised stabilised, Map<Long, StateRow> means) {
        this.spec = spec;
        this.stabilised = stabilised;
        this.aligner = Aligner.of(spec.normalisation(), stabilised.state().transform());
        this.means = means;
    }

    Audit.Stabilised stabilised() {
        return stabilised;
    }

    LinearMap transform() {
        return stabilised.state().transform();
    }

    Normalisation normalisation() {
        return spec.normalisation();
    }

    /** Whether features are of the day's embeddings alone. */
    boolean isLinear() {
        return spec.stabiliser().isLinear();
    }

    /** x W: where the item is today by itself; empty if the map would refuse it. */
    Optional<float[]> aligned(SampledItem item) {
        float[] y = new float[transform().columns()];
        return aligner.apply(item.h(), y) == Outcome.MAPPED ? Optional.of(y) : Optional.empty();
    }

    /**
     * The vector that {@link FeatureSpec#afterStabiliser} is applied to: x W, or the item's mean; empty if there is none.
     */
    Optional<float[]> kept(SampledItem item) {
        return isLinear()
                ? aligned(item)
                : Optional.ofNullable(means.get(item.hash())).map(StateRow::mean);
    }

    /** The same, as it enters phi. */
    Optional<float[]> entering(SampledItem item) {
        Normalisation rest = spec.afterStabiliser().normalisation();
        return kept(item).map(vector -> Samples.normalised(vector, rest));
    }

    /** The weight of the running mean, if the state tells. */
    Optional<RunningMean> runningMean() {
        return Optional.ofNullable(stabilised.state().properties().get(WEIGHT))
                .map(weight -> new RunningMean(Double.parseDouble(weight)));
    }

    /**
     * The item's mean, made again: today's embedding taken into the mean of the day before, or, where the state counts it
     * as new, alone. Empty if the item is not in today's state, or that of the day before lacks what went into it.
     *
     * @param before by which to go; empty on the first day of a chain
     */
    Optional<float[]> recomputed(SampledItem item, RunningMean rule, Optional<StabilisedDay> before) {
        Optional<StateRow> now = Optional.ofNullable(means.get(item.hash()));
        Optional<float[]> y = aligned(item);
        if (now.isEmpty() || y.isEmpty() || now.get().age() == 1) {
            return now.flatMap(row -> y);
        }
        Optional<StateRow> then = before.flatMap(day -> Optional.ofNullable(day.means.get(item.hash())));
        return then.filter(row -> row.age() + 1 == now.get().age()).map(row -> {
            float[] mean = row.mean();
            rule.update(y.get(), mean, row.age());
            return mean;
        });
    }
}
