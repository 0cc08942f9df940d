package dev.bochner.bench;

import dev.bochner.rff.Directions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * The first implementation that a Spark user would write: a UDF on the array of a row, with the JDK's sine and cosine
 * in double precision.
 */
final class RowUdf implements Contender {
    private final SparkSession spark;
    private final Inputs inputs;
    private final Directions directions;

    RowUdf(SparkSession spark, Inputs inputs, Directions directions) {
        this.spark = spark;
        this.inputs = inputs;
        this.directions = directions;
    }

    @Override
    public String name() {
        return "row-udf";
    }

    @Override
    public void run(Path output) {
        Phi phi = new Phi(rows(directions));
        spark.read()
                .parquet(inputs.embeddings())
                .select(
                        functions.col("id"),
                        functions
                                .udf(phi, DataTypes.createArrayType(DataTypes.FloatType, false))
                                .apply(functions.col("embedding"))
                                .as("features"))
                .write()
                .option("compression", inputs.codec())
                .parquet(output.toUri().toString());
    }

    @Override
    public Optional<Dataset<Row>> features(Path output) {
        return Optional.of(spark.read().parquet(output.toUri().toString()));
    }

    private static float[][] rows(Directions directions) {
        return IntStream.range(0, directions.spec().m())
                .mapToObj(directions::direction)
                .toArray(float[][]::new);
    }

    private static final class Phi implements UDF1<Seq<Float>, float[]> {
        private static final long serialVersionUID = 1L;

        private final float[][] u;

        Phi(float[][] u) {
            this.u = u;
        }

        @Override
        public float[] call(Seq<Float> embedding) {
            double[] x = normalised(embedding);
            float[] features = new float[2 * u.length];
            double scale = 1 / Math.sqrt(u.length);
            for (int i = 0; i < u.length; i++) {
                double z = 0;
                for (int j = 0; j < x.length; j++) {
                    z += u[i][j] * x[j];
                }
                features[2 * i] = (float) (Math.cos(z) * scale);
                features[2 * i + 1] = (float) (Math.sin(z) * scale);
            }
            return features;
        }

        private static double[] normalised(Seq<Float> embedding) {
            double[] x = new double[embedding.length()];
            double s = 0;
            for (int j = 0; j < x.length; j++) {
                x[j] = embedding.apply(j);
                s += x[j] * x[j];
            }
            double norm = Math.sqrt(s);
            for (int j = 0; j < x.length; j++) {
                x[j] /= norm;
            }
            return x;
        }
    }
}
