package dev.bochner.audit.labels;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What becomes of the scores of registered models: {@link Measure#MODEL_SCORE_DRIFT} and {@link
 * Measure#MODEL_DECISION_CHANGES}, see {@link ModelScores}, over all items of both days that the version's map takes, in
 * one pass for all models. A model that only scores, without classes, has no decisions.
 */
public final class ModelMeasures {
    private ModelMeasures() {}

    /**
     * Measures all models.
     *
     * @param embeddings columns (today array&lt;float&gt;, before array&lt;float&gt;), one row per item of both days
     * @param specs the versions that are audited; a model of another one is named in a remark
     */
    public static Measured of(Dataset<Row> embeddings, List<LinearModel> models, List<FeatureSpec> specs) {
        Map<VersionId, FeatureSpec> byVersion =
                specs.stream().collect(Collectors.toMap(spec -> VersionId.of(spec), Function.identity()));
        List<String> remarks = new ArrayList<>();
        List<LinearModel> known = new ArrayList<>();
        List<FeatureSpec> theirs = new ArrayList<>();
        for (LinearModel model : models) {
            Optional<FeatureSpec> spec = Optional.ofNullable(byVersion.get(model.version()));
            if (spec.isPresent()) {
                known.add(model);
                theirs.add(spec.get());
            } else {
                remarks.add("Model " + model.name() + " takes features of " + model.version()
                        + ", which is not audited here: its scores are not measured");
            }
        }
        return new Measured(known.isEmpty() ? List.of() : measure(embeddings, new Pass(known, theirs)), remarks);
    }

    private static List<Metric> measure(Dataset<Row> embeddings, Pass pass) {
        return embeddings.javaRDD().mapPartitions(pass).fold(pass.start(), Pass::merge).stream()
                .flatMap(scores -> scores.metrics().stream())
                .toList();
    }

    /** Scores of one partition, model for model; specs holds each model's. */
    private record Pass(List<LinearModel> models, List<FeatureSpec> specs)
            implements FlatMapFunction<Iterator<Row>, List<ModelScores>> {
        private static final long serialVersionUID = 1L;

        List<ModelScores> start() {
            return new ArrayList<>(models.stream().map(ModelScores::new).toList());
        }

        static List<ModelScores> merge(List<ModelScores> some, List<ModelScores> others) {
            for (int i = 0; i < some.size(); i++) {
                some.get(i).add(others.get(i));
            }
            return some;
        }

        @Override
        public Iterator<List<ModelScores>> call(Iterator<Row> rows) {
            Map<FeatureSpec, FeatureMap> maps =
                    specs.stream().distinct().collect(Collectors.toMap(Function.identity(), FeatureMap::of));
            List<ModelScores> scores = start();
            while (rows.hasNext()) {
                add(rows.next(), maps, scores);
            }
            return List.of(scores).iterator();
        }

        private void add(Row row, Map<FeatureSpec, FeatureMap> maps, List<ModelScores> scores) {
            float[] h = EmbeddingRow.today(row);
            float[] earlier = EmbeddingRow.before(row);
            maps.forEach((spec, map) -> {
                float[] today = new float[spec.columns()];
                float[] before = new float[spec.columns()];
                if (map.tryApply(h, today) != Outcome.MAPPED || map.tryApply(earlier, before) != Outcome.MAPPED) {
                    return;
                }
                for (int i = 0; i < scores.size(); i++) {
                    if (specs.get(i).equals(spec)) {
                        scores.get(i).add(today, before);
                    }
                }
            });
        }
    }
}
