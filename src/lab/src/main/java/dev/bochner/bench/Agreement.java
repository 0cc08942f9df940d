package dev.bochner.bench;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.collection.Seq;

/** Checks that a contender computes the right features. */
final class Agreement {
    /**
     * Other contenders compute the projections of h / |h| in double precision or with BLAS, so their last bits
     * differ.
     */
    private static final double TOLERANCE = 1e-5;

    private static final int SAMPLED = 200;

    private final Workload workload;
    private final FeatureMap map;

    Agreement(Workload workload) {
        this.workload = workload;
        this.map = FeatureMap.of(workload.spec(0));
    }

    /** @throws IllegalStateException if rows are missing, or features differ from those of the map */
    void require(String name, Dataset<Row> features) {
        long rows = features.count();
        if (rows != workload.rows()) {
            throw new IllegalStateException(name + " wrote " + rows + " rows, expected " + workload.rows());
        }
        long step = Math.max(1, workload.rows() / SAMPLED);
        List<Row> sample = features.select("id", "features")
                .where(functions.pmod(functions.col("id"), functions.lit(step)).equalTo(0))
                .collectAsList();
        sample.forEach(row -> require(name, row.getLong(0), floats(row.get(1))));
    }

    private void require(String name, long id, float[] actual) {
        FeatureSpec spec = map.spec();
        float[] expected = new float[spec.columns()];
        map.apply(Inputs.embedding(id, spec.d()), expected);
        if (actual.length != expected.length) {
            throw new IllegalStateException(
                    name + " gave item " + id + " " + actual.length + " columns, expected " + expected.length);
        }
        for (int column = 0; column < expected.length; column++) {
            if (!(Math.abs(actual[column] - expected[column]) <= TOLERANCE)) {
                throw new IllegalStateException(name + " gave item " + id + " " + actual[column] + " in column "
                        + column + ", expected " + expected[column] + " within " + TOLERANCE);
            }
        }
    }

    private static float[] floats(Object features) {
        if (features instanceof byte[] bytes) {
            float[] floats = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(floats);
            return floats;
        }
        Seq<?> values = (Seq<?>) features;
        float[] floats = new float[values.length()];
        int column = 0;
        for (Iterator<?> it = scala.jdk.javaapi.CollectionConverters.asJava(values.iterator()); it.hasNext(); ) {
            floats[column++] = (Float) it.next();
        }
        return floats;
    }
}
