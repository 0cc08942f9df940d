package dev.bochner.audit;

import dev.bochner.audit.Audit.Features;
import dev.bochner.audit.drift.MeanCheck;
import dev.bochner.audit.drift.PhiMeasures;
import dev.bochner.audit.drift.RowCheck;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.scan.DaySketch;
import dev.bochner.audit.scan.SampledItem;
import dev.bochner.audit.scan.StoredRows.StoredRow;
import dev.bochner.rff.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a version's stored rows are what its spec makes of the embeddings, or of what the stabiliser made of them. */
final class StoredFeatures {
    private final Features features;
    private final List<StoredRow> rows;
    private final DaySketch day;
    private final AuditFindings evidence;

    /** @param day in which the rows' items were looked for */
    StoredFeatures(Features features, List<StoredRow> rows, DaySketch day, AuditFindings evidence) {
        this.features = features;
        this.rows = rows;
        this.day = day;
        this.evidence = evidence;
    }

    /** Recomputes them. */
    void check(Optional<StabilisedDay> stabilised) {
        FeatureSpec spec = features.spec().afterStabiliser();
        RowCheck check = RowCheck.of(spec);
        List<String> ids = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        List<float[]> phi = new ArrayList<>();
        int missingFromState = 0;
        for (StoredRow row : rows) {
            Optional<SampledItem> item = day.found(row.hash());
            Optional<float[]> vector =
                    item.flatMap(found -> stabilised.map(by -> by.kept(found)).orElseGet(() -> Optional.of(found.h())));
            if (item.isEmpty() || vector.isEmpty()) {
                check.addUnknown();
                missingFromState += item.isPresent() ? 1 : 0;
                continue;
            }
            check.add(item.get().id(), row.features(), vector.get());
            ids.add(item.get().id());
            vectors.add(vector.get());
            phi.add(row.features());
        }
        evidence.metrics(check.metrics());
        String doubt = stabilised.isPresent() ? "; or the stabiliser's state is not the one that made them" : "";
        check.diagnosis().ifPresent(words -> diagnosis(words + doubt));
        if (missingFromState > 0) {
            diagnosis(missingFromState + " of " + rows.size()
                    + " stored rows are of items that the stabiliser's state lacks");
        }
        evidence.metrics(PhiMeasures.kernel(ids, vectors.toArray(float[][]::new), phi.toArray(float[][]::new), spec));
    }

    /** Recomputes the running means of the same items. */
    void checkMeans(StabilisationAudit.Followed chain) {
        MeanCheck check = new MeanCheck();
        for (StoredRow row : rows) {
            day.found(row.hash())
                    .ifPresent(item -> chain.today()
                            .kept(item)
                            .ifPresent(mean -> check.add(
                                    item.id(), mean, chain.recomputed(item).orElseGet(() -> new float[0]))));
        }
        evidence.metrics(check.metrics().stream().map(this::ofVersion).toList());
        check.diagnosis().ifPresent(this::diagnosis);
    }

    private Metric ofVersion(Metric metric) {
        return metric.of(features.version());
    }

    private void diagnosis(String words) {
        evidence.diagnosis(features.version() + ": " + words);
    }
}
