package dev.bochner.serve.sql;

import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Feature vectors as arguments. */
final class FeatureVectors {
    /** The type of the column {@code features} of a table. */
    static final DataType TYPE = DataTypes.createArrayType(DataTypes.FloatType, false);

    private FeatureVectors() {}

    /**
     * The columns of a feature vector.
     *
     * @param name what the message calls it
     * @throws IllegalArgumentException if an element is null, or there is not a cos and a sin for each direction
     */
    static float[] columns(ArrayData phi, String name) {
        int length = phi.numElements();
        if (length == 0 || length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Length of " + name + " is " + length + ", expected 2m: cos and sin of each direction");
        }
        return floats(phi, name);
    }

    /** @throws IllegalArgumentException if an element is null */
    static float[] floats(ArrayData list, String name) {
        for (int j = 0; j < list.numElements(); j++) {
            if (list.isNullAt(j)) {
                throw new IllegalArgumentException("Element " + j + " of " + name + " is null, expected a number");
            }
        }
        return list.toFloatArray();
    }
}
