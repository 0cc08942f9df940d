package dev.bochner.serve.sql;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code phi(embedding, m, seed [, sigma [, normalisation]])}: the features of one embedding, bit for bit those that the
 * daily job publishes. sigma is 1 and normalisation is l2 unless given.
 *
 * <p><b>Shapes:</b> embedding array&lt;float&gt; or array&lt;double&gt; [d], d taken from each row; result
 * array&lt;float&gt; [2m]. Null in, null out; an embedding that cannot be mapped fails the query with its value.
 */
final class PhiFunction implements UnboundFunction {
    static final String NAME = "phi";

    private static final List<DataType> PARAMETERS = List.of(
            DataTypes.createArrayType(DataTypes.FloatType),
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.DoubleType,
            DataTypes.StringType);
    private static final int FEWEST = 3;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "phi(embedding, m, seed [, sigma [, normalisation]]) - random Fourier features of an embedding, an array of"
                + " 2m floats; sigma is 1.0 and normalisation 'l2' unless given";
    }

    @Override
    public BoundFunction bind(StructType arguments) {
        if (arguments.size() < FEWEST || arguments.size() > PARAMETERS.size()) {
            throw new UnsupportedOperationException(
                    "phi takes 3 to 5 arguments (embedding, m, seed, sigma, normalisation), " + "got "
                            + arguments.size());
        }
        return new Bound(arguments.size());
    }

    /** The function for a number of arguments; Spark casts what it is given to the parameters' types. */
    static final class Bound implements ScalarFunction<ArrayData> {
        private static final Map<FeatureSpec, FeatureMap> MAPS = new ConcurrentHashMap<>();
        private static final int MOST_MAPS = 64;

        private final int arguments;

        Bound(int arguments) {
            this.arguments = arguments;
        }

        @Override
        public DataType[] inputTypes() {
            return PARAMETERS.subList(0, arguments).toArray(DataType[]::new);
        }

        @Override
        public DataType resultType() {
            return DataTypes.createArrayType(DataTypes.FloatType, false);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String canonicalName() {
            return "dev.bochner.phi/" + arguments;
        }

        /** Called by the code that Spark generates, without boxing. */
        public ArrayData invoke(ArrayData embedding, int m, long seed) {
            return map(embedding, m, seed, 1.0, Normalisation.L2);
        }

        /** The same with sigma. */
        public ArrayData invoke(ArrayData embedding, int m, long seed, double sigma) {
            return map(embedding, m, seed, sigma, Normalisation.L2);
        }

        /** The same with sigma and normalisation. */
        @SuppressWarnings("NullAway") // As for the embedding.
        public ArrayData invoke(ArrayData embedding, int m, long seed, double sigma, UTF8String normalisation) {
            return normalisation == null
                    ? null
                    : map(embedding, m, seed, sigma, Normalisation.of(normalisation.toString()));
        }

        @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
        private static ArrayData map(ArrayData embedding, int m, long seed, double sigma, Normalisation normalisation) {
            if (embedding == null) {
                return null;
            }
            float[] h = floats(embedding);
            FeatureSpec spec = new FeatureSpec(h.length, m, seed, sigma, normalisation);
            float[] features = new float[spec.columns()];
            mapOf(spec).apply(h, features);
            return UnsafeArrayData.fromPrimitiveArray(features);
        }

        private static float[] floats(ArrayData embedding) {
            for (int j = 0; j < embedding.numElements(); j++) {
                if (embedding.isNullAt(j)) {
                    throw new IllegalArgumentException("Element " + j + " of the embedding is null, expected a number");
                }
            }
            return embedding.toFloatArray();
        }

        private static FeatureMap mapOf(FeatureSpec spec) {
            if (MAPS.size() >= MOST_MAPS) {
                // Somebody computes m or seed per row; forgetting all bounds the memory, and U can be drawn again.
                MAPS.clear();
            }
            return MAPS.computeIfAbsent(spec, FeatureMap::of);
        }
    }
}
