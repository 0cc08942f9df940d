package dev.bochner.experiments.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LbfgsTest {
    /** Sum of scale_i (x_i - i)^2 with scales from 1 to 10^4. */
    private static double bowl(double[] x, double[] gradient) {
        double value = 0;
        for (int i = 0; i < x.length; i++) {
            double scale = Math.pow(10, 4.0 * i / (x.length - 1));
            value += scale * (x[i] - i) * (x[i] - i);
            gradient[i] = 2 * scale * (x[i] - i);
        }
        return value + 1;
    }

    @Test
    void findsTheBottomOfALongBowl() {
        double[] found = Lbfgs.minimise(LbfgsTest::bowl, new double[] {9, -7, 5, 5, 5, 100});

        assertEquals(1, bowl(found, new double[6]), 1e-4);
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, found, 0.02);
    }

    @Test
    void staysWhereItIsLeastAlready() {
        double[] start = {0, 1, 2, 3, 4, 5};

        assertArrayEquals(start, Lbfgs.minimise(LbfgsTest::bowl, start));
    }
}
