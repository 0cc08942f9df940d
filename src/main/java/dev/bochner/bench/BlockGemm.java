package dev.bochner.bench;

import dev.bochner.rff.Directions;
import dev.ludovic.netlib.blas.BLAS;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** What a careful Spark user writes: blocks of rows, and the BLAS that MLlib would choose for their projections. */
final class BlockGemm implements Contender {
    private static final int BLOCK_ROWS = 1024;

    private static final StructType OUTPUT = new StructType()
            .add("id", DataTypes.LongType, false)
            .add("features", DataTypes.createArrayType(DataTypes.FloatType, false), false);

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
                .mapPartitions(new MapBlocks(flat(directions), directions.spec().d()), Encoders.row(OUTPUT))
                .write()
                .option("compression", inputs.codec())
                .parquet(output.toUri().toString());
    }

    @Override
    public Dataset<Row> features(Path output) {
        return spark.read().parquet(output.toUri().toString());
    }

    private static float[] flat(Directions directions) {
        int d = directions.spec().d();
        float[] flat = new float[directions.spec().m() * d];
        for (int i = 0; i < directions.spec().m(); i++) {
            System.arraycopy(directions.direction(i), 0, flat, i * d, d);
        }
        return flat;
    }

    /** Maps partitions; u holds the directions, one after the other, m d floats. */
    private static final class MapBlocks implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final float[] u;
        private final int d;

        MapBlocks(float[] u, int d) {
            this.u = u;
            this.d = d;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return new Blocks(rows, u, d);
        }
    }

    private static final class Blocks implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final float[] u;
        private final int d;
        private final int m;
        private final float[] x;
        private final float[] z;
        private final List<Long> ids = new ArrayList<>(BLOCK_ROWS);
        private Iterator<Row> mapped = Collections.emptyIterator();

        Blocks(Iterator<Row> rows, float[] u, int d) {
            this.rows = rows;
            this.u = u;
            this.d = d;
            this.m = u.length / d;
            this.x = new float[BLOCK_ROWS * d];
            this.z = new float[BLOCK_ROWS * m];
        }

        @Override
        public boolean hasNext() {
            if (!mapped.hasNext() && rows.hasNext()) {
                mapped = nextBlock();
            }
            return mapped.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all rows have been mapped");
            }
            return mapped.next();
        }

        private Iterator<Row> nextBlock() {
            ids.clear();
            while (ids.size() < BLOCK_ROWS && rows.hasNext()) {
                Row row = rows.next();
                normalise(row.getAs(1), ids.size() * d);
                ids.add(row.getLong(0));
            }
            // Column-major: x is d by rows, u is d by m, and z = u^T x is m by rows.
            BLAS.getInstance().sgemm("T", "N", m, ids.size(), d, 1.0f, u, d, x, d, 0.0f, z, m);
            List<Row> block = new ArrayList<>(ids.size());
            for (int row = 0; row < ids.size(); row++) {
                block.add(RowFactory.create(ids.get(row), features(row)));
            }
            return block.iterator();
        }

        private void normalise(Seq<Float> embedding, int offset) {
            double s = 0;
            for (int j = 0; j < d; j++) {
                float component = embedding.apply(j);
                x[offset + j] = component;
                s += (double) component * component;
            }
            float norm = (float) Math.sqrt(s);
            for (int j = 0; j < d; j++) {
                x[offset + j] /= norm;
            }
        }

        private float[] features(int row) {
            float[] features = new float[2 * m];
            double scale = 1 / Math.sqrt(m);
            for (int i = 0; i < m; i++) {
                float projection = z[row * m + i];
                features[2 * i] = (float) (Math.cos(projection) * scale);
                features[2 * i + 1] = (float) (Math.sin(projection) * scale);
            }
            return features;
        }
    }
}
