package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RotationTest {
    @ParameterizedTest
    @CsvSource({"100,1", "100,2", "100,7", "100,16", "300,64", "5,16"})
    void undoesRotationAndShift(int n, int d) {
        for (long seed = 1; seed <= 3; seed++) {
            Days days = Days.rotated(n, d, seed);
            for (float[] row : days.x) {
                row[0] += 5;
            }
            Rotation rotation = Rotation.of(days.moments());
            float[] scratch = new float[d];
            for (int i = 0; i < n; i++) {
                assertEquals(1.0, rotation.alignedCosine(days.x[i], days.y[i], scratch), 1e-5);
            }
        }
    }

    @Test
    void putsTheDayBeforeWhereItWas() {
        Days days = Days.rotated(200, 9, 4);
        Rotation rotation = Rotation.of(days.pool());
        double[] mean = new double[9];
        for (float[] row : days.y) {
            for (int j = 0; j < 9; j++) {
                mean[j] += row[j] / 200.0;
            }
        }
        float[] out = new float[9];
        rotation.apply(days.x[17], out);
        float[] expected = new float[9];
        for (int j = 0; j < 9; j++) {
            expected[j] = (float) (days.y[17][j] - mean[j]);
        }
        assertArrayEquals(expected, out, 1e-5f);
    }

    @Test
    void seesTheOneItemThatMoved() {
        Days days = Days.rotated(200, 8, 5);
        days.x[33] = days.x[34].clone();
        Rotation rotation = Rotation.of(days.moments());
        float[] scratch = new float[8];
        int worst = 0;
        for (int i = 0; i < 200; i++) {
            worst = rotation.alignedCosine(days.x[i], days.y[i], scratch)
                            < rotation.alignedCosine(days.x[worst], days.y[worst], scratch)
                    ? i
                    : worst;
        }
        assertEquals(33, worst);
    }

    @Test
    void isOrthogonalEvenWhereADayIsCollapsed() {
        Days days = Days.of(50, 5, 6);
        float[][] collapsed = days.x.clone();
        Arrays.fill(collapsed, new float[] {1, 2, 3, 4, 5});
        Rotation rotation = Rotation.of(new Days(collapsed, days.y).moments());
        float[] out = new float[5];
        rotation.apply(new float[] {2, 2, 3, 4, 5}, out);
        double squared = 0;
        for (float value : out) {
            squared += value * value;
        }
        assertEquals(1.0, squared, 1e-5);
        assertEquals(0.0, rotation.alignedCosine(collapsed[0], days.y[0], out));
        assertTrue(Rotation.of(new Days(collapsed, collapsed).moments()).alignedCosine(collapsed[0], collapsed[0], out)
                == 1.0);
    }

    @Test
    void rejectsNothingToAlignAndWrongLengths() {
        assertEquals(
                "There are no pairs, expected 1 or more",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Rotation.of(new SampledPairs(List.of(), new float[0][], new float[0][])))
                        .getMessage());
        Rotation rotation = Rotation.of(Days.of(9, 3, 1).moments());
        assertEquals(
                "Lengths of x and out are 3 and 2, expected 3",
                assertThrows(IllegalArgumentException.class, () -> rotation.apply(new float[3], new float[2]))
                        .getMessage());
        assertEquals(
                "Length of y is 4, expected 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> rotation.alignedCosine(new float[3], new float[4], new float[3]))
                        .getMessage());
    }
}
