package dev.bochner.experiments.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Our logistic regression beside MLlib's. */
final class LogisticRegressionIT {
    private static final int CLASSES = 4;
    private static final int P = 6;
    private static final double PENALTY = 1e-3;

    private final double[][] rows = new double[400][P];
    private final int[] labels = new int[rows.length];

    LogisticRegressionIT() {
        Random random = new Random(7);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < P; j++) {
                rows[i][j] = random.nextGaussian() / (1 + j);
            }
            int far = Math.abs((int) Math.round(2 * rows[i][0] + rows[i][1] + random.nextGaussian()));
            labels[i] = Math.min(CLASSES - 1, far);
        }
    }

    @Test
    void findsTheModelThatMllibFinds() {
        LogisticLoss loss = new LogisticLoss(rows, labels, CLASSES, PENALTY);
        double[] ours = Lbfgs.minimise(loss, new double[loss.size()]);
        double[] theirs = mllib();

        double gap = loss.at(ours, new double[ours.length]) - loss.at(theirs, new double[ours.length]);
        assertEquals(0, gap, 2e-5);
        for (int k = 0; k < CLASSES; k++) {
            for (int j = 0; j < P; j++) {
                int at = k * (P + 1) + j;
                assertEquals(theirs[at], ours[at], 0.1, "class " + k + ", feature " + j);
            }
        }
    }

    /** In the order of {@link LogisticLoss}. */
    private double[] mllib() {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
        List<Row> data = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            data.add(RowFactory.create((double) labels[i], org.apache.spark.ml.linalg.Vectors.dense(rows[i])));
        }
        StructType schema = new StructType().add("label", "double").add("features", SQLDataTypes.VectorType());
        LogisticRegressionModel model = new LogisticRegression()
                .setFamily("multinomial")
                .setStandardization(false)
                .setRegParam(PENALTY)
                .setMaxIter(500)
                .setTol(1e-9)
                .fit(spark.createDataFrame(data, schema).coalesce(1));
        double[] x = new double[CLASSES * (P + 1)];
        for (int k = 0; k < CLASSES; k++) {
            for (int j = 0; j < P; j++) {
                x[k * (P + 1) + j] = model.coefficientMatrix().apply(k, j);
            }
            x[k * (P + 1) + P] = model.interceptVector().apply(k);
        }
        return x;
    }
}
