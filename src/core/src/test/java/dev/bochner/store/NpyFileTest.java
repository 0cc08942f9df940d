package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NpyFileTest {
    @Test
    void startsAsNumPyWritesIt() throws IOException {
        byte[] file = write(3, 2);
        byte[] header = ("\223NUMPY\1\0v\0" + "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
                        + " ".repeat(58) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(header, Arrays.copyOf(file, 128));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "64, 64", "5, 1234", "20000, 1"})
    void alignsTheDataToSixtyFourBytes(int d, int m) throws IOException {
        byte[] file = write(d, m);
        int headerBytes = file.length - 4 * m * d;
        assertEquals(0, headerBytes % 64);
        assertEquals('\n', file[headerBytes - 1]);
        int stated = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
        assertEquals(headerBytes, 10 + stated);
    }

    @Test
    void holdsTheComponentsDirectionByDirection() throws IOException {
        Directions u = directions(3, 2);
        ByteBuffer data =
                ByteBuffer.wrap(write(3, 2)).order(ByteOrder.LITTLE_ENDIAN).position(128);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(u.component(i, j), data.getFloat());
            }
        }
        assertEquals(0, data.remaining());
    }

    private static byte[] write(int d, int m) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFile.write(directions(d, m), out);
        return out.toByteArray();
    }

    private static Directions directions(int d, int m) {
        return Directions.of(FeatureSpec.gaussian(d, m, 42, 1.0, Normalisation.NONE));
    }
}
