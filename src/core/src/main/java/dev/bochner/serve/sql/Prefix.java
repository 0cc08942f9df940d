package dev.bochner.serve.sql;

import dev.bochner.rff.FeatureSpec;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * {@code prefix(phi, m)}: the features of the first m directions from those of more, so that one table serves every smaller
 * dimension.
 *
 * <p><b>Shapes:</b> phi array&lt;float&gt; [2M]; m from 1 to M; result array&lt;float&gt; [2m]: the first columns times
 * sqrt(M / m), in double, rounded once. <b>Error:</b> against phi computed from the embedding, {@link FeatureSpec#prefix}:
 * none where M / m is a power of 4. Null in, null out.
 *
 * <p>Public because code that Spark generates calls it.
 */
public final class Prefix extends TypedFunction<ArrayData> {
    static final CatalogFunction FUNCTION = new CatalogFunction(
            "prefix",
            "prefix(phi, m) - the features of the first m directions, an array of 2m floats, from those of more",
            Prefix::bind);

    private static final long serialVersionUID = 1L;

    private Prefix(DataType... types) {
        super(FUNCTION.name(), FeatureVectors.TYPE, types);
    }

    private static Prefix bind(Arguments arguments) {
        arguments.requireCount(2, 2, "phi, m");
        return new Prefix(arguments.floats(0, "phi"), arguments.integer(1, "m"));
    }

    /** The first 2m columns, scaled. */
    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    public ArrayData invoke(ArrayData phi, long m) {
        if (phi == null) {
            return null;
        }
        float[] all = FeatureVectors.columns(phi, "phi");
        int directions = all.length / 2;
        if (m < 1 || m > directions) {
            throw new IllegalArgumentException("m is " + m + ", expected 1 to " + directions + ", that of phi");
        }
        double factor = Math.sqrt((double) directions / m);
        float[] first = new float[2 * (int) m];
        for (int j = 0; j < first.length; j++) {
            first[j] = (float) (all[j] * factor);
        }
        return UnsafeArrayData.fromPrimitiveArray(first);
    }
}
