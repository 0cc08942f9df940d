package dev.bochner.serve.sql;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/**
 * {@code to_vector(phi)}: features as a dense ML Vector, which is what most stages of MLlib's pipelines take. Each float is
 * the same number as double. Null in, null out.
 *
 * <p>Public because code that Spark generates calls it.
 */
public final class ToVector extends TypedFunction<InternalRow> {
    static final CatalogFunction FUNCTION =
            new CatalogFunction("to_vector", "to_vector(phi) - features as a dense ML Vector", ToVector::bind);

    private static final long serialVersionUID = 1L;
    private static final byte DENSE = 1;

    private ToVector(DataType... types) {
        super(FUNCTION.name(), SQLDataTypes.VectorType(), types);
    }

    private static ToVector bind(Arguments arguments) {
        arguments.requireCount(1, 1, "phi");
        return new ToVector(arguments.floats(0, "phi"));
    }

    /** The struct behind an ML Vector: type, size and indices of a sparse one, values. */
    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    public InternalRow invoke(ArrayData phi) {
        if (phi == null) {
            return null;
        }
        float[] floats = FeatureVectors.floats(phi, "phi");
        double[] values = new double[floats.length];
        for (int j = 0; j < values.length; j++) {
            values[j] = floats[j];
        }
        return new GenericInternalRow(new Object[] {DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(values)});
    }
}
