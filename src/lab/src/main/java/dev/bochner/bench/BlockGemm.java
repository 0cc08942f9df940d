package dev.bochner.bench;

import dev.bochner.rff.Directions;
import dev.ludovic.netlib.blas.BLAS;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The implementation of a careful Spark user: typed rows of primitive arrays, blocks of {@value #BLOCK} rows, all
 * projections of a block by one {@code sgemm} of the BLAS that MLlib uses too, and Spark's own writer.
 */
final class BlockGemm implements Contender {
    private static final int BLOCK = 1024;

    private final SparkSession spark;
    private final Inputs inputs;
    private final Directions directions;

    BlockGemm(SparkSession spark, Inputs inputs, Directions directions) {
        this.spark = spark;
        this.inputs = inputs;
        this.directions = directions;
    }

    @Override
    public String name() {
        return "gemm";
    }

    @Override
    public void run(Path output) {
        spark.read()
                .parquet(inputs.embeddings())
                .withColumnRenamed("embedding", "vector")
                .as(Encoders.bean(ItemVector.class))
                .mapPartitions(new Phi(directions), Encoders.bean(ItemVector.class))
                .selectExpr("id", "vector AS features")
                .write()
                .option("compression", inputs.codec())
                .parquet(output.toUri().toString());
    }

    @Override
    public Optional<Dataset<Row>> features(Path output) {
        return Optional.of(spark.read().parquet(output.toUri().toString()));
    }

    /** The map phi on the rows of a partition. */
    private static final class Phi implements MapPartitionsFunction<ItemVector, ItemVector> {
        private static final long serialVersionUID = 1L;

        private final int d;
        private final int m;
        private final float[] u;

        Phi(Directions directions) {
            d = directions.spec().d();
            m = directions.spec().m();
            u = new float[m * d];
            for (int i = 0; i < m; i++) {
                System.arraycopy(directions.direction(i), 0, u, i * d, d);
            }
        }

        @Override
        public Iterator<ItemVector> call(Iterator<ItemVector> rows) {
            return new MappedRows(this, rows);
        }
    }

    /** The rows with their features in place of their embeddings. */
    private static final class MappedRows implements Iterator<ItemVector> {
        private final Phi phi;
        private final Iterator<ItemVector> rows;
        private final BLAS blas = BLAS.getInstance();
        private final long[] ids = new long[BLOCK];
        private final float[] x;
        private final float[] z;
        private int filled;
        private int taken;

        MappedRows(Phi phi, Iterator<ItemVector> rows) {
            this.phi = phi;
            this.rows = rows;
            this.x = new float[BLOCK * phi.d];
            this.z = new float[BLOCK * phi.m];
        }

        @Override
        public boolean hasNext() {
            return taken < filled || rows.hasNext();
        }

        @Override
        public ItemVector next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (taken == filled) {
                fill();
                project();
            }
            ItemVector mapped = new ItemVector();
            mapped.setId(ids[taken]);
            mapped.setVector(features(taken * phi.m));
            taken++;
            return mapped;
        }

        private void fill() {
            filled = 0;
            taken = 0;
            while (filled < BLOCK && rows.hasNext()) {
                ItemVector row = rows.next();
                ids[filled] = row.getId();
                normalise(row.getVector(), filled * phi.d);
                filled++;
            }
        }

        private void normalise(float[] embedding, int offset) {
            double squares = 0.0;
            for (float component : embedding) {
                squares += (double) component * component;
            }
            float factor = (float) (1.0 / Math.sqrt(squares));
            for (int j = 0; j < phi.d; j++) {
                x[offset + j] = embedding[j] * factor;
            }
        }

        /** Z [rows][m] = X [rows][d] times the transpose of U [m][d]; BLAS sees all three by columns. */
        private void project() {
            blas.sgemm("T", "N", phi.m, filled, phi.d, 1.0f, phi.u, phi.d, x, phi.d, 0.0f, z, phi.m);
        }

        private float[] features(int offset) {
            double scale = 1.0 / Math.sqrt(phi.m);
            float[] features = new float[2 * phi.m];
            for (int i = 0; i < phi.m; i++) {
                float projection = z[offset + i];
                features[2 * i] = (float) (scale * Math.cos(projection));
                features[2 * i + 1] = (float) (scale * Math.sin(projection));
            }
            return features;
        }
    }
}
