package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes become the float32 that they stand for. */
final class BinaryTypeTest {
    /** By IEEE 754: (-1)^s 2^(e - 15) (1 + f / 1024), of e = 0 (-1)^s 2^-24 f, of e = 31 infinite or not a number. */
    @Test
    void everyHalfIsItsFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int sign = bits >> 15 == 0 ? 1 : -1;
            int exponent = bits >> 10 & 31;
            int fraction = bits & 1023;
            float found = BinaryType.ofHalf((short) bits);
            if (exponent == 31 && fraction > 0) {
                assertTrue(Float.isNaN(found), Integer.toHexString(bits));
                assertEquals(fraction << 13, Float.floatToRawIntBits(found) & 0x7F_FFFF, "the payload stays");
                assertEquals(sign < 0, Float.floatToRawIntBits(found) < 0);
                continue;
            }
            double expected = sign
                    * (exponent == 31
                            ? Double.POSITIVE_INFINITY
                            : exponent == 0
                                    ? fraction * 0x1p-24
                                    : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15));
            assertEquals((float) expected, found, Integer.toHexString(bits));
            assertEquals(expected, (double) found, "nothing is rounded");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HALF_BYTES,   003c00c0ff7b0100, 1.0 -2.0 65504.0 5.9604645E-8",
        "FLOAT_BYTES,  0000803f000000c0, 1.0 -2.0",
        // 0.1 as double is rounded to the nearest float, as of an array<double>.
        "DOUBLE_BYTES, 9a9999999999b93f000000000000f0bf, 0.1 -1.0"
    })
    void readsLittleEndianBytes(EmbeddingEncoding encoding, String hex, String numbers) {
        float[] expected = floats(numbers);
        EmbeddingReader reader = new EmbeddingReader(encoding, 0, expected.length);
        byte[] bytes = HexFormat.of().parseHex(hex);
        InternalRow row = new GenericInternalRow(new Object[] {bytes});
        assertEquals(Optional.empty(), reader.read(row));
        assertArrayEquals(expected, reader.embedding());
        assertEquals(Optional.empty(), reader.readValue(bytes));
        assertEquals(expected.length, encoding.lengthOf(bytes));
    }

    private static float[] floats(String numbers) {
        String[] words = numbers.split(" ");
        float[] floats = new float[words.length];
        for (int j = 0; j < words.length; j++) {
            floats[j] = Float.parseFloat(words[j]);
        }
        return floats;
    }

    @Test
    void whatIsNotFiniteIsRefusedWithItsIndex() {
        EmbeddingReader halves = new EmbeddingReader(EmbeddingEncoding.HALF_BYTES, 0, 2);
        halves.readValue(HexFormat.of().parseHex("003c007c"));
        assertEquals("element 1 is Infinity as float32", halves.notFinite().detail());
        EmbeddingReader doubles = new EmbeddingReader(EmbeddingEncoding.DOUBLE_BYTES, 0, 1);
        doubles.readValue(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(1e39)
                .array());
        assertEquals("element 0 is Infinity as float32", doubles.notFinite().detail());
    }

    @ParameterizedTest
    @CsvSource({
        "HALF_BYTES, 6, 'length is 3, expected 2'",
        "HALF_BYTES, 5, 'length is 5 bytes, expected 2'",
        "DOUBLE_BYTES, 24, 'length is 3, expected 2'",
        "DOUBLE_BYTES, 4, 'length is 4 bytes, expected 2'"
    })
    void anotherLengthIsRefused(EmbeddingEncoding encoding, int bytes, String detail) {
        EmbeddingReader reader = new EmbeddingReader(encoding, 0, 2);
        assertEquals(
                new EmbeddingReader.RowRejection(Reason.WRONG_LENGTH, detail),
                reader.readValue(new byte[bytes]).orElseThrow());
    }
}
