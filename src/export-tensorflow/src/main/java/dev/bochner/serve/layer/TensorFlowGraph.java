package dev.bochner.serve.layer;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.Normalisation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * A {@link Layer} as TensorFlow's operators, the same as in ONNX but for one: TensorFlow takes subnormal floats for zero, on
 * the way to double already, so that the normalisation puts them together from their bits.
 */
final class TensorFlowGraph {
    private static final int EXPONENT = 0x7f800000;
    private static final int MANTISSA = 0x007fffff;

    private final Ops tf;
    private final Layer layer;

    TensorFlowGraph(Ops tf, Layer layer) {
        this.tf = tf;
        this.layer = layer;
    }

    /** Features [batch][2m] of embeddings [batch][inputLength]. */
    Operand<TFloat32> features(Operand<TFloat32> h) {
        Operand<TFloat32> z = guarded(tf.linalg.matMul(normalised(h), weights(), MatMul.transposeB(true)));
        Operand<TFloat32> pairs = tf.stack(List.of(tf.math.cos(z), tf.math.sin(z)), Stack.axis(2L));
        Operand<TFloat32> interleaved = tf.reshape(pairs, tf.array(-1, layer.columns()));
        return tf.withName(Layer.OUTPUT).math.mul(interleaved, tf.constant(layer.scale()));
    }

    private Constant<TFloat32> weights() {
        float[] flat = new float[Math.multiplyExact(layer.m(), layer.inputLength())];
        ByteBuffer.wrap(layer.weightBytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(flat);
        return tf.withName("weights").constant(Shape.of(layer.m(), layer.inputLength()), DataBuffers.of(flat));
    }

    private Operand<TFloat32> normalised(Operand<TFloat32> h) {
        if (layer.normalisation() == Normalisation.NONE) {
            return h;
        }
        Operand<TFloat64> wide = wide(h);
        Operand<TFloat64> squaredNorm = tf.reduceSum(tf.math.mul(wide, wide), tf.constant(1), ReduceSum.keepDims(true));
        return tf.dtypes.cast(tf.math.div(wide, tf.math.sqrt(squaredNorm)), TFloat32.class);
    }

    /** h in double, subnormal components too. */
    private Operand<TFloat64> wide(Operand<TFloat32> h) {
        Operand<TInt32> bits = tf.bitcast(h, TInt32.class);
        Operand<TInt32> zero = tf.constant(0);
        Operand<TFloat64> size = tf.math.mul(
                tf.dtypes.cast(tf.bitwise.bitwiseAnd(bits, tf.constant(MANTISSA)), TFloat64.class),
                tf.constant((double) Float.MIN_VALUE));
        Operand<TFloat64> value = tf.select(tf.math.less(bits, zero), tf.math.neg(size), size);
        Operand<TBool> subnormal = tf.math.equal(tf.bitwise.bitwiseAnd(bits, tf.constant(EXPONENT)), zero);
        return tf.select(subnormal, value, tf.dtypes.cast(h, TFloat64.class));
    }

    private Operand<TFloat32> guarded(Operand<TFloat32> z) {
        if (!layer.canLeaveRange()) {
            return z;
        }
        Operand<TBool> refused = tf.math.greater(tf.math.abs(z), tf.constant(FeatureMap.MAX_PROJECTION));
        return tf.select(refused, tf.constant(Float.NaN), z);
    }
}
