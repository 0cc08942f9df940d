package dev.bochner.experiments.stability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A downstream model: multinomial logistic regression, L2, on the features times one factor.
 *
 * <p>MLlib's, with features centred and not standardised: a penalty on standardised coordinates would not be the same
 * for rotated ones. An item without features gets the commonest class.
 */
final class Classifier {
    private static final int ITERATIONS = 60;
    private static final double TOLERANCE = 1e-5;
    private static final String LABEL = "label";
    private static final String FEATURES = "features";
    private static final StructType SCHEMA =
            new StructType().add(LABEL, "double").add(FEATURES, SQLDataTypes.VectorType());

    private final LogisticRegressionModel model;
    private final Labels labels;
    private final double factor;
    private final int fallback;

    private Classifier(LogisticRegressionModel model, Labels labels, double factor, int fallback) {
        this.model = model;
        this.labels = labels;
        this.factor = factor;
        this.fallback = fallback;
    }

    /**
     * How to fit.
     *
     * @param factor of every feature
     * @param penalty lambda of the loss: mean log loss + lambda / 2 times the squared coefficients
     */
    record Settings(double factor, double penalty) {
        /** With total feature variance 1 on this day. */
        static Settings of(Vectors day, double penalty) {
            return new Settings(1 / Math.sqrt(day.totalVariance()), penalty);
        }
    }

    /** Fits to those of some labelled items that have features. */
    static Classifier fit(SparkSession spark, Labels labels, Vectors features, List<Long> items, Settings settings) {
        List<Row> rows = new ArrayList<>();
        for (long id : items) {
            if (features.has(id)) {
                rows.add(RowFactory.create((double) labels.of(id), scaled(features.of(id), settings.factor)));
            }
        }
        // One partition: each iteration is then a job of one task.
        Dataset<Row> data = spark.createDataFrame(rows, SCHEMA).coalesce(1);
        LogisticRegressionModel model = new LogisticRegression()
                .setFamily("multinomial")
                .setStandardization(false)
                .setRegParam(settings.penalty)
                .setElasticNetParam(0.0)
                .setMaxIter(ITERATIONS)
                .setTol(TOLERANCE)
                .setLabelCol(LABEL)
                .setFeaturesCol(FEATURES)
                .fit(data);
        return new Classifier(model, labels, settings.factor, labels.majority(items));
    }

    /** Classes of some labelled items by the features of a day, which may be another one. */
    Predictions predict(Vectors features, List<Long> items) {
        Map<Long, Integer> predicted = new HashMap<>();
        for (long id : items) {
            predicted.put(
                    id, features.has(id) ? (int) model.predict(scaled(features.of(id), factor)) : fallback);
        }
        return new Predictions(labels, predicted);
    }

    private static Vector scaled(float[] features, double factor) {
        double[] values = new double[features.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = features[j] * factor;
        }
        return org.apache.spark.ml.linalg.Vectors.dense(values);
    }
}
