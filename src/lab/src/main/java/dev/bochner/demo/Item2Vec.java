package dev.bochner.demo;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.ml.feature.Word2Vec;
import org.apache.spark.ml.feature.Word2VecModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains an embedding of every film from who watched what after what: skip-gram (Spark MLlib's Word2Vec) over sentences
 * that are each user's films in order of time.
 *
 * <p><b>Determinism:</b> the same data and settings give the same bits on the same machine, whatever the parallelism.
 * Another CPU may round otherwise, for MLlib takes the vector instructions that it finds.
 *
 * <p><b>Source:</b> Barkan and Koenigstein 2016, Item2Vec; here with MLlib's hierarchical softmax.
 *
 * @param seed decides the initial vectors and the windows drawn
 * @param d length of an embedding, 1 or more
 * @param window films to either side that count as context, 1 or more
 * @param minCount films with fewer ratings are left out, 1 or more
 * @param iterations passes over the data, 1 or more
 */
public record Item2Vec(long seed, int d, int window, int minCount, int iterations) {

    public Item2Vec {
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

    /** Trains at once; id BIGINT, embedding ARRAY&lt;FLOAT&gt; of length d, title STRING, one row a film, by id. */
    public Dataset<Row> train(MovieLens data) {
        Word2VecModel model = word2Vec().fit(sentences(data.ratings()));
        return model.getVectors()
                .select(
                        col("word").cast("bigint").as("id"),
                        vector_to_array(col("vector"), "float32").as("embedding"))
                .join(data.movies().select(col("movieId").as("id"), col("title")), "id")
                .orderBy("id");
    }

    /** One partition, users in order: MLlib ranks equally frequent words by the order in which it meets them. */
    private static Dataset<Row> sentences(Dataset<Row> ratings) {
        return ratings.groupBy("userId")
                .agg(sort_array(collect_list(struct("timestamp", "movieId"))).as("watched"))
                .repartition(1)
                .sortWithinPartitions("userId")
                .select(col("watched.movieId").cast("array<string>").as("films"));
    }

    private Word2Vec word2Vec() {
        return new Word2Vec()
                .setInputCol("films")
                .setSeed(seed)
                .setVectorSize(d)
                .setWindowSize(window)
                .setMinCount(minCount)
                .setMaxIter(iterations)
                .setNumPartitions(1);
    }
}
