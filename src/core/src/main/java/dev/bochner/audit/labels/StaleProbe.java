package dev.bochner.audit.labels;

import dev.bochner.audit.metric.Metric;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * What a downstream classifier lives through: one is fitted on the features of the day before and scored on today's,
 * beside one that is fitted on today's.
 *
 * <p>Multinomial logistic regression on standardised features, L2 penalty {@value #PENALTY}, at most {@value #ITERATIONS}
 * iterations of L-BFGS: fixed, since what is measured is the refresh and not the classifier. Fitted on one half of the
 * items, by a hash of the id, and scored on the other: the same items every day.
 */
final class StaleProbe {
    private static final double PENALTY = 1e-3;
    private static final int ITERATIONS = 100;

    private StaleProbe() {}

    /**
     * Fits and scores.
     *
     * @param items labelled items, with column {@code fit}
     */
    static List<Metric> of(Dataset<Row> items, ProbeRows rows) {
        Dataset<Row> features = items.mapPartitions(rows.function(), Encoders.row(ProbeRows.SCHEMA))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Dataset<Row> toFit = features.filter(functions.col(ProbeRows.FIT));
            if (toFit.select(ProbeRows.LABEL).distinct().count() < 2) {
                return List.of();
            }
            Scoring scoring = new Scoring(
                    fit(toFit, EmbeddingRow.BEFORE),
                    fit(toFit, EmbeddingRow.TODAY),
                    rows.classes().size());
            return features.filter(functions.not(functions.col(ProbeRows.FIT)))
                    .javaRDD()
                    .mapPartitions(scoring)
                    .fold(new ProbeCounts(scoring.classes), ProbeCounts::add)
                    .metrics();
        } finally {
            features.unpersist();
        }
    }

    private static LogisticRegressionModel fit(Dataset<Row> rows, String column) {
        return new LogisticRegression()
                .setFamily("multinomial")
                .setStandardization(true)
                .setRegParam(PENALTY)
                .setElasticNetParam(0.0)
                .setMaxIter(ITERATIONS)
                .setLabelCol(ProbeRows.LABEL)
                .setFeaturesCol(column)
                .fit(rows);
    }

    /** Counts of one partition. */
    private record Scoring(LogisticRegressionModel before, LogisticRegressionModel today, int classes)
            implements FlatMapFunction<Iterator<Row>, ProbeCounts> {
        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<ProbeCounts> call(Iterator<Row> rows) {
            ProbeCounts counts = new ProbeCounts(classes);
            while (rows.hasNext()) {
                Row row = rows.next();
                Vector todays = row.getAs(EmbeddingRow.TODAY);
                Vector earlier = row.getAs(EmbeddingRow.BEFORE);
                counts.add(
                        (int) row.getDouble(row.fieldIndex(ProbeRows.LABEL)),
                        (int) before.predict(todays),
                        (int) today.predict(todays),
                        (int) before.predict(earlier));
            }
            return List.of(counts).iterator();
        }
    }
}
