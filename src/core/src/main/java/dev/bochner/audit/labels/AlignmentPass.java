package dev.bochner.audit.labels;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Of one partition of labelled items the class sums of today's embeddings, and behind them those of each spec's
 * features; nothing of an empty partition. Items that a map refuses are not in its sums.
 */
record AlignmentPass(List<FeatureSpec> specs) implements FlatMapFunction<Iterator<Row>, List<ClassSums>> {
    private static final long serialVersionUID = 1L;

    AlignmentPass {
        specs = new ArrayList<>(specs);
    }

    /** Sums of two partitions. */
    static List<ClassSums> merge(List<ClassSums> some, List<ClassSums> others) {
        for (int i = 0; i < some.size(); i++) {
            some.get(i).add(others.get(i));
        }
        return some;
    }

    @Override
    public Iterator<List<ClassSums>> call(Iterator<Row> rows) {
        List<FeatureMap> maps = specs.stream().map(FeatureMap::of).toList();
        List<ClassSums> sums = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            float[] h = EmbeddingRow.today(row);
            if (sums.isEmpty()) {
                sums.add(new ClassSums(h.length));
                specs.forEach(spec -> sums.add(new ClassSums(spec.columns())));
            }
            sums.get(0).add(EmbeddingRow.classes(row), h);
            for (int i = 0; i < maps.size(); i++) {
                float[] phi = new float[specs.get(i).columns()];
                if (maps.get(i).tryApply(h, phi) == Outcome.MAPPED) {
                    sums.get(i + 1).add(EmbeddingRow.classes(row), phi);
                }
            }
        }
        return sums.isEmpty()
                ? List.<List<ClassSums>>of().iterator()
                : List.of(sums).iterator();
    }
}
