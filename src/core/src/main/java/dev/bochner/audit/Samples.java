package dev.bochner.audit;

import dev.bochner.audit.drift.MomentMeasures;
import dev.bochner.audit.drift.SampledPairs;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.scan.Pool;
import dev.bochner.audit.scan.SampledItem;
import dev.bochner.rff.Normalisation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From pools of specimens to samples as the mathematics wants them. */
final class Samples {
    private Samples() {}

    /** The effective rank of a day by itself, estimated on its pool. */
    static List<Metric> rank(Pool pool, Normalisation normalisation) {
        List<SampledItem> items = pool.specimens();
        return MomentMeasures.effectiveRank(
                items.stream().map(item -> normalised(item.h(), normalisation)).toArray(float[][]::new));
    }

    /** An item of both days. */
    record Both(SampledItem today, SampledItem before) {}

    /** The items that are in the pools of both days, in the order of their hashes. */
    static List<Both> both(Pool today, Pool before) {
        Map<Long, SampledItem> earlier = new HashMap<>();
        before.specimens().forEach(item -> earlier.put(item.hash(), item));
        return today.specimens().stream()
                .flatMap(item ->
                        Optional.ofNullable(earlier.get(item.hash()))
                                .map(counterpart -> new Both(item, counterpart))
                                .stream())
                .toList();
    }

    /** Their embeddings as they enter phi, or a stabiliser. */
    static SampledPairs pairs(List<Both> items, Normalisation normalisation) {
        return new SampledPairs(
                items.stream().map(item -> item.today().id()).toList(),
                items.stream()
                        .map(item -> normalised(item.today().h(), normalisation))
                        .toArray(float[][]::new),
                items.stream()
                        .map(item -> normalised(item.before().h(), normalisation))
                        .toArray(float[][]::new));
    }

    /** A vector over its norm, if that is asked for. */
    static float[] normalised(float[] h, Normalisation normalisation) {
        if (normalisation == Normalisation.NONE) {
            return h;
        }
        double squares = 0;
        for (float component : h) {
            squares += (double) component * component;
        }
        double scale = 1 / Math.sqrt(squares);
        float[] x = new float[h.length];
        for (int j = 0; j < h.length; j++) {
            x[j] = (float) (h[j] * scale);
        }
        return x;
    }
}
