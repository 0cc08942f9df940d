package dev.bochner.store.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the bytes of a {@code binary} embedding are: IEEE 754 numbers, little-endian, one behind the other. */
public enum BinaryType {
    FLOAT32(Float.BYTES),
    FLOAT64(Double.BYTES),
    /** Half precision, of which each number is a float32 too. */
    FLOAT16(Short.BYTES);

    /** Moves the exponent's bias from that of a half, 15, to that of a float, 127. */
    private static final float HALF_TO_FLOAT = 0x1p112f;

    private static final int HALF_MAGNITUDE = 0x7FFF;
    private static final int HALF_INFINITY = 0x7C00;
    private static final int FLOAT_INFINITY = 0x7F80_0000;

    /** Mantissa bits that a float has and a half has not. */
    private static final int MORE_MANTISSA = 13;

    private final int elementBytes;

    BinaryType(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    /** The word in configuration and messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of a word.
     *
     * @throws IllegalArgumentException if no type has it
     */
    public static BinaryType of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Binary type is \"" + label + "\", expected one of "
                        + Arrays.stream(values()).map(BinaryType::label).collect(Collectors.joining(", "))));
    }

    /** Bytes of a number. */
    public int elementBytes() {
        return elementBytes;
    }

    /** Whether bytes are a whole number of numbers. */
    boolean divides(byte[] bytes) {
        return bytes.length % elementBytes == 0;
    }

    /**
     * The numbers as float32: those of float16 exactly, those of float64 rounded to the nearest, as of an
     * array&lt;double&gt;.
     *
     * @param bytes [d * elementBytes]
     * @param h [d], is overwritten
     */
    void read(byte[] bytes, float[] h) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (this) {
            case FLOAT32 -> in.asFloatBuffer().get(h);
            case FLOAT64 -> {
                for (int j = 0; j < h.length; j++) {
                    h[j] = (float) in.getDouble(j * Double.BYTES);
                }
            }
            case FLOAT16 -> {
                for (int j = 0; j < h.length; j++) {
                    h[j] = ofHalf(in.getShort(j * Short.BYTES));
                }
            }
        }
    }

    /** The numbers in double precision, exactly. */
    double[] doubles(byte[] bytes) {
        double[] values = new double[bytes.length / elementBytes];
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int j = 0; j < values.length; j++) {
            values[j] = switch (this) {
                case FLOAT32 -> in.getFloat(j * Float.BYTES);
                case FLOAT64 -> in.getDouble(j * Double.BYTES);
                case FLOAT16 -> ofHalf(in.getShort(j * Short.BYTES));
            };
        }
        return values;
    }

    /** The float of a half's bits, exact; the payload of what is not a number is kept. Java has its own from 20 on. */
    static float ofHalf(short bits) {
        int sign = (bits & ~HALF_MAGNITUDE) << Short.SIZE;
        int magnitude = bits & HALF_MAGNITUDE;
        int floatBits = magnitude >= HALF_INFINITY
                ? FLOAT_INFINITY | (magnitude - HALF_INFINITY) << MORE_MANTISSA
                : Float.floatToRawIntBits(Float.intBitsToFloat(magnitude << MORE_MANTISSA) * HALF_TO_FLOAT);
        return Float.intBitsToFloat(sign | floatBits);
    }
}
