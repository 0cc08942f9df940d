package dev.bochner.audit;

import dev.bochner.audit.drift.Lag;
import dev.bochner.audit.drift.PhiMeasures;
import dev.bochner.audit.drift.SampledPairs;
import dev.bochner.audit.drift.StabilisedMeasures;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.scan.Pool;
import dev.bochner.audit.scan.SampledItem;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Both days once they are stabilised, on the items that are in the pools of both. */
final class StabilisedComparison {
    private final StabilisedPair pair;
    private final AuditFindings evidence;
    private final List<Samples.Both> items = new ArrayList<>();

    StabilisedComparison(StabilisedPair pair, AuditFindings evidence) {
        this.pair = pair;
        this.evidence = evidence;
    }

    void run(Pool today, Pool before) {
        List<Samples.Both> common = Samples.both(today, before);
        common.stream().filter(this::isKnown).forEach(items::add);
        if (items.size() < common.size()) {
            evidence.remark((common.size() - items.size()) + " of " + common.size()
                    + " sampled items are not in the states of the stabiliser of both days: they are left out");
        }
        if (items.isEmpty()) {
            return;
        }
        evidence.stabilised(pair);
        SampledPairs entering = pairs(pair.today()::entering, pair.before()::entering);
        List<Metric> after = StabilisedMeasures.of(entering).stream()
                .map(metric -> metric.part(pair.part()))
                .toList();
        evidence.metrics(after);
        for (FeatureSpec map : pair.maps()) {
            evidence.metrics(PhiMeasures.of(entering, FeatureMap.of(map)));
        }
        List<Metric> lag = lag();
        for (FeatureSpec spec : pair.specs()) {
            evidence.metrics(
                    lag.stream().map(metric -> metric.of(VersionId.of(spec))).toList());
        }
    }

    private boolean isKnown(Samples.Both item) {
        return pair.today().kept(item.today()).isPresent()
                && pair.today().aligned(item.today()).isPresent()
                && pair.before().kept(item.before()).isPresent();
    }

    /** Nothing where the coordinates of the two days, or their embeddings, cannot be compared. */
    private List<Metric> lag() {
        boolean comparable = pair.isOneEpoch()
                && pair.today().transform().rows() == pair.before().transform().rows();
        return comparable
                ? new Lag(
                                Samples.pairs(items, pair.today().normalisation()),
                                pairs(pair.today()::kept, pair.before()::kept),
                                rows(Samples.Both::today, pair.today()::aligned))
                        .metrics(pair.daysBetween())
                : List.of();
    }

    private SampledPairs pairs(
            Function<SampledItem, Optional<float[]>> today, Function<SampledItem, Optional<float[]>> before) {
        List<String> ids = items.stream().map(item -> item.today().id()).toList();
        return new SampledPairs(ids, rows(Samples.Both::today, today), rows(Samples.Both::before, before));
    }

    private float[][] rows(Function<Samples.Both, SampledItem> day, Function<SampledItem, Optional<float[]>> vector) {
        return items.stream()
                .map(day)
                .map(item -> vector.apply(item).orElseThrow())
                .toArray(float[][]::new);
    }
}
