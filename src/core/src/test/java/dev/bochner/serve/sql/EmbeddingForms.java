package dev.bochner.serve.sql;

import dev.bochner.testkit.EmbeddingTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The good rows of a table of embeddings, each embedding in all forms in which one may come. */
public final class EmbeddingForms {
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType))
            .add("doubles", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("bytes", DataTypes.BinaryType)
            .add("vector", SQLDataTypes.VectorType())
            .add("double_bytes", DataTypes.BinaryType);

    private EmbeddingForms() {}

    /** Columns id, embedding, doubles, bytes, vector, double_bytes; every other vector is a sparse one. */
    public static Dataset<Row> of(SparkSession spark, EmbeddingTable table) {
        List<Row> rows = new ArrayList<>();
        table.goodIds().forEach(id -> rows.add(row(id, table.embedding(id))));
        return spark.createDataFrame(rows, SCHEMA);
    }

    private static Row row(long id, float[] h) {
        Float[] floats = new Float[h.length];
        double[] doubles = new double[h.length];
        ByteBuffer bytes = ByteBuffer.allocate(h.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer doubleBytes = ByteBuffer.allocate(h.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < h.length; j++) {
            floats[j] = h[j];
            doubles[j] = h[j];
            bytes.putFloat(h[j]);
            doubleBytes.putDouble(h[j]);
        }
        Vector vector = id % 2 == 0
                ? Vectors.dense(doubles)
                : Vectors.sparse(h.length, IntStream.range(0, h.length).toArray(), doubles);
        return RowFactory.create(id, floats, doubles, bytes.array(), vector, doubleBytes.array());
    }

    /** A cell with numbers, as floats. */
    public static float[] floats(Object cell) {
        List<?> values = cell instanceof Vector vector
                ? Arrays.stream(vector.toArray()).boxed().toList()
                : CollectionConverters.asJava((Seq<?>) cell);
        float[] floats = new float[values.size()];
        for (int j = 0; j < floats.length; j++) {
            floats[j] = ((Number) values.get(j)).floatValue();
        }
        return floats;
    }
}
