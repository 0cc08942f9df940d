package dev.bochner.plan;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.source.SourceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well classes of items are told apart against m: MLlib's logistic regression on seven tenths of the labelled items of a
 * sample, scored on the rest. All m are prefixes of one featurization.
 *
 * @param labelled items with a label
 * @param classes how many classes there are
 * @param majority accuracy of always naming the most frequent class
 * @param embeddings accuracy on the embeddings themselves
 * @param accuracies accuracy on phi by m, ascending
 */
public record LabelScores(
        int labelled, int classes, double majority, double embeddings, Map<Integer, Double> accuracies) {
    private static final int FEWEST_ITEMS = 50;
    /** Most directions that are looked at. */
    public static final int MOST_DIRECTIONS = 1024;

    private static final int FEWEST_DIRECTIONS = 8;
    private static final int MOST_ITERATIONS = 50;
    private static final double REGULARISATION = 1e-3;
    private static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false);

    public LabelScores {
        accuracies = Collections.unmodifiableMap(new TreeMap<>(accuracies));
    }

    /** The labelled items of a sample: places in it, and their classes by number. */
    private record Labelled(List<Integer> items, List<Integer> classes, int count) {}

    /**
     * Trains and scores, once on embeddings and once for each m: powers of two up to twice the recommended, which is among them.
     *
     * @param labels two columns of text: id, label; an item with several has the first in alphabetical order
     * @param spec with the recommended m, at most {@value #MOST_DIRECTIONS} of which are looked at
     * @throws SourceException if there are too few labelled items or classes
     */
    public static LabelScores of(EmbeddingSample sample, Dataset<Row> labels, FeatureSpec spec) {
        Labelled labelled = labelled(sample, labels);
        SparkSession spark = labels.sparkSession();
        float[][] phi = features(sample, labelled, spec);
        Map<Integer, Double> accuracies = new TreeMap<>();
        for (int m : ladder(spec.m())) {
            accuracies.put(m, accuracy(spark, labelled, item -> prefix(phi[item], m)));
        }
        double embeddings = accuracy(
                spark, labelled, item -> Vectors.dense(sample.x(labelled.items().get(item))));
        return new LabelScores(labelled.items().size(), labelled.count(), majority(labelled), embeddings, accuracies);
    }

    private static Labelled labelled(EmbeddingSample sample, Dataset<Row> labels) {
        Map<String, String> known = labels.where(labels.col("id").isInCollection(sample.ids())).collectAsList().stream()
                .filter(row -> !row.isNullAt(1))
                .collect(Collectors.toMap(
                        row -> row.getString(0), row -> row.getString(1), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        List<String> names = known.values().stream().distinct().sorted().toList();
        List<Integer> items = IntStream.range(0, sample.items())
                .filter(item -> known.containsKey(sample.ids().get(item)))
                .boxed()
                .toList();
        if (items.size() < FEWEST_ITEMS || names.size() < 2) {
            throw new SourceException("Labels name " + names.size() + " classes of " + items.size() + " of the "
                    + sample.items() + " sampled items, expected 2 classes and " + FEWEST_ITEMS
                    + " items or more; are their ids those of the embeddings?");
        }
        List<Integer> classes = items.stream()
                .map(item -> names.indexOf(known.get(sample.ids().get(item))))
                .toList();
        return new Labelled(items, classes, names.size());
    }

    private static float[][] features(EmbeddingSample sample, Labelled labelled, FeatureSpec spec) {
        int most = Math.min(MOST_DIRECTIONS, 2 * spec.m());
        FeatureMap map =
                FeatureMap.of(FeatureSpec.gaussian(spec.d(), most, spec.seed(), spec.sigma(), spec.normalisation())
                        .sampledBy(spec.sampler()));
        return labelled.items().stream()
                .map(item -> {
                    float[] phi = new float[2 * most];
                    map.apply(sample.h(item), phi);
                    return phi;
                })
                .toArray(float[][]::new);
    }

    private static List<Integer> ladder(int recommended) {
        int most = Math.min(MOST_DIRECTIONS, 2 * recommended);
        List<Integer> ladder = new ArrayList<>();
        for (int m = Math.min(FEWEST_DIRECTIONS, most); m <= most; m *= 2) {
            ladder.add(m);
        }
        ladder.add(Math.min(most, recommended));
        return ladder.stream().distinct().sorted().toList();
    }

    private static Vector prefix(float[] phi, int m) {
        double scale = Math.sqrt(phi.length / (2.0 * m));
        return Vectors.dense(
                IntStream.range(0, 2 * m).mapToDouble(c -> scale * phi[c]).toArray());
    }

    private static double accuracy(SparkSession spark, Labelled labelled, IntFunction<Vector> vectors) {
        Dataset<Row> training = rows(spark, labelled, vectors, LabelScores::isTraining);
        Dataset<Row> test = rows(spark, labelled, vectors, item -> !isTraining(item));
        List<Row> predicted = new LogisticRegression()
                .setMaxIter(MOST_ITERATIONS)
                .setRegParam(REGULARISATION)
                .fit(training)
                .transform(test)
                .select("label", "prediction")
                .collectAsList();
        long right = predicted.stream()
                .filter(row -> row.getDouble(0) == row.getDouble(1))
                .count();
        return (double) right / predicted.size();
    }

    /** The sample stands in the order of a hash: any rule that goes by places is a random one. */
    private static boolean isTraining(int item) {
        return item % 10 < 7;
    }

    private static Dataset<Row> rows(
            SparkSession spark, Labelled labelled, IntFunction<Vector> vectors, IntPredicate wanted) {
        List<Row> rows = IntStream.range(0, labelled.items().size())
                .filter(wanted)
                .mapToObj(item -> RowFactory.create((double) labelled.classes().get(item), vectors.apply(item)))
                .toList();
        return spark.createDataFrame(rows, SCHEMA).coalesce(1);
    }

    private static double majority(Labelled labelled) {
        int[] training = new int[labelled.count()];
        int[] test = new int[labelled.count()];
        for (int item = 0; item < labelled.items().size(); item++) {
            (isTraining(item) ? training : test)[labelled.classes().get(item)]++;
        }
        int most = IntStream.range(0, training.length)
                .boxed()
                .max(Comparator.comparingInt(c -> training[c]))
                .orElseThrow();
        return (double) test[most] / Arrays.stream(test).sum();
    }
}
