package dev.bochner.serve.sql;

import dev.bochner.store.source.BinaryType;
import dev.bochner.store.source.EmbeddingEncoding;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code floats(bytes, type)}: the numbers of a binary embedding, little-endian, where they are not the float32 that {@code
 * phi} takes bytes for: type is 'float32', 'float64' or 'float16'.
 *
 * <p><b>Shapes:</b> bytes [d times the size of a number]; result array&lt;float&gt; [d]. <b>Error:</b> none for float16;
 * float64 is rounded to the nearest float32. Null in, null out.
 *
 * <p>Public because code that Spark generates calls it.
 */
public final class Floats extends TypedFunction<ArrayData> {
    static final CatalogFunction FUNCTION = new CatalogFunction(
            "floats",
            "floats(bytes, type) - the numbers of a binary embedding, little-endian; type is 'float32', 'float64' or"
                    + " 'float16'",
            Floats::bind);

    private static final long serialVersionUID = 1L;

    private Floats(DataType... types) {
        super(FUNCTION.name(), DataTypes.createArrayType(DataTypes.FloatType, false), types);
    }

    private static Floats bind(Arguments arguments) {
        arguments.requireCount(2, 2, "bytes, type");
        return new Floats(arguments.bytes(0, "bytes"), arguments.string(1, "type"));
    }

    /** The numbers. */
    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    public ArrayData invoke(byte[] bytes, UTF8String type) {
        if (bytes == null || type == null) {
            return null;
        }
        EmbeddingEncoding encoding = EmbeddingEncoding.ofBytes(BinaryType.of(type.toString()));
        return UnsafeArrayData.fromPrimitiveArray(encoding.floatsOf(bytes));
    }
}
