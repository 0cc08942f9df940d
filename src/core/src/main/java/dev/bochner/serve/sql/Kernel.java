package dev.bochner.serve.sql;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * {@code kernel(a, b)}: an estimate of the Gaussian kernel of two embeddings, exp(-sigma^2 |x - x'|^2 / 2) with x normalised
 * as the spec says, from their features: the inner product of these.
 *
 * <p><b>Shapes:</b> two array&lt;float&gt; [2m] of one feature version; result DOUBLE. <b>Error:</b> the estimate's standard
 * deviation over seeds is (1 - k^2) / sqrt(2m) for a kernel of k. <b>Bits:</b> the same everywhere: products and sums in
 * double, one sum for the columns of each remainder by four, ((s0 + s1) + (s2 + s3)). Null in, null out.
 *
 * <p>Public because code that Spark generates calls it.
 */
public final class Kernel extends TypedFunction<Double> {
    static final CatalogFunction FUNCTION = new CatalogFunction(
            "kernel",
            "kernel(a, b) - estimate of the Gaussian kernel of two embeddings from their features",
            Kernel::bind);

    private static final long serialVersionUID = 1L;

    private Kernel(DataType... types) {
        super(FUNCTION.name(), DataTypes.DoubleType, types);
    }

    private static Kernel bind(Arguments arguments) {
        arguments.requireCount(2, 2, "a, b");
        return new Kernel(arguments.floats(0, "a"), arguments.floats(1, "b"));
    }

    /** The inner product. */
    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    public Double invoke(ArrayData a, ArrayData b) {
        if (a == null || b == null) {
            return null;
        }
        if (a.numElements() != b.numElements()) {
            throw new IllegalArgumentException("Lengths of a and b are " + a.numElements() + " and " + b.numElements()
                    + ", expected features of one m");
        }
        return product(FeatureVectors.columns(a, "a"), FeatureVectors.columns(b, "b"));
    }

    // Four sums: one would wait for itself at every step.
    private static double product(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 4 <= a.length; j += 4) {
            s0 += (double) a[j] * b[j];
            s1 += (double) a[j + 1] * b[j + 1];
            s2 += (double) a[j + 2] * b[j + 2];
            s3 += (double) a[j + 3] * b[j + 3];
        }
        if (j < a.length) {
            s0 += (double) a[j] * b[j];
            s1 += (double) a[j + 1] * b[j + 1];
        }
        return s0 + s1 + (s2 + s3);
    }
}
