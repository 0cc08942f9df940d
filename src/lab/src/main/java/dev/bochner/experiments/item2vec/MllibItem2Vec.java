package dev.bochner.experiments.item2vec;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;

import dev.bochner.experiments.movielens.MovieLensFiles;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.feature.Word2Vec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Trains an embedding of every film by Spark MLlib's Word2Vec (skip-gram with hierarchical softmax) on sentences that are
 * each user's films in order of time. The demo, the experiment on stability and the calibration of the audit use it;
 * {@link SkipGram} serves the experiments that repeat the paper's training.
 *
 * <p><b>Determinism:</b> the same data and settings give the same bits on the same machine, whatever the parallelism.
 * Another CPU may round differently, because MLlib uses the vector instructions that it finds.
 *
 * <p><b>Source:</b> Barkan and Koenigstein 2016, Item2Vec, there with negative sampling.
 *
 * @param seed decides the initial vectors and the windows drawn
 * @param d length of an embedding, 1 or more
 * @param window films to either side that count as context, 1 or more
 * @param minCount films with fewer ratings are left out, 1 or more
 * @param iterations passes over the data, 1 or more
 */
public record MllibItem2Vec(long seed, int d, int window, int minCount, int iterations) {
    /** Passes over the data after which the nearest films share twice the genres of any two (0.35 and 0.17). */
    public static final int ITERATIONS = 10;

    private static final int WINDOW = 10;
    private static final int MIN_COUNT = 5;
    private static final String FILMS = "films";
    private static final StructType SENTENCES = new StructType().add(FILMS, "array<string>", false);
    private static final StructType TITLES =
            new StructType().add("id", "bigint", false).add("title", "string", false);

    public MllibItem2Vec {
        requirePositive("d", d);
        requirePositive("window", window);
        requirePositive("minCount", minCount);
        requirePositive("iterations", iterations);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
    }

    /** A training with the window and the least number of ratings that the documented figures were made with. */
    public static MllibItem2Vec of(long seed, int d, int iterations) {
        return new MllibItem2Vec(seed, d, WINDOW, MIN_COUNT, iterations);
    }

    /** Trains at once; id BIGINT, embedding ARRAY&lt;FLOAT&gt; of length d, title STRING, one row a film, by id. */
    public Dataset<Row> train(MovieLensFiles data, SparkSession spark) {
        return word2Vec()
                .fit(sentences(data, spark))
                .getVectors()
                .select(
                        col("word").cast("bigint").as("id"),
                        vector_to_array(col("vector"), "float32").as("embedding"))
                .join(titles(data, spark), "id")
                .orderBy("id");
    }

    /**
     * One partition, users in order: MLlib ranks equally frequent words by the order in which it meets them. The sentences
     * are broadcast, because as rows of a local table they would travel inside every task.
     */
    private static Dataset<Row> sentences(MovieLensFiles data, SparkSession spark) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<List<long[]>> sequences = context.broadcast(data.sequences());
        return spark.createDataFrame(
                context.parallelize(List.of(0), 1)
                        .flatMap(only -> sequences.value().stream()
                                .map(MllibItem2Vec::sentence)
                                .iterator()),
                SENTENCES);
    }

    private static Row sentence(long[] films) {
        return RowFactory.create(
                (Object) Arrays.stream(films).mapToObj(Long::toString).toArray(String[]::new));
    }

    private static Dataset<Row> titles(MovieLensFiles data, SparkSession spark) {
        List<Row> rows = data.films().stream()
                .map(film -> RowFactory.create(film.id(), film.title()))
                .toList();
        return spark.createDataFrame(rows, TITLES);
    }

    private Word2Vec word2Vec() {
        return new Word2Vec()
                .setInputCol(FILMS)
                .setSeed(seed)
                .setVectorSize(d)
                .setWindowSize(window)
                .setMinCount(minCount)
                .setMaxIter(iterations)
                .setNumPartitions(1);
    }
}
