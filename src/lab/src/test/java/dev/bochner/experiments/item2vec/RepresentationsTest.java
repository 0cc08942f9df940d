package dev.bochner.experiments.item2vec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

final class RepresentationsTest {
    private static final int ITEMS = 40;
    private static final int D = 5;

    private final double[][] h = random(ITEMS, D, 1);

    private static double[][] random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] numbers = new double[rows][columns];
        for (double[] row : numbers) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return numbers;
    }

    /** By a rotation or reflection of its own for each seed. */
    private double[][] rotated(long seed) {
        RealMatrix q = new QRDecomposition(new Array2DRowRealMatrix(random(D, D, seed))).getQ();
        return new Array2DRowRealMatrix(h).multiply(q).getData();
    }

    private static void assertClose(double[][] expected, double[][] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], actual[i], 1e-9, "row " + i);
        }
    }

    @Test
    void alignmentUndoesARotation() {
        assertClose(h, Representations.aligned(rotated(2), h));
    }

    @Test
    void theRunningMeanOfRotatedTrainingsIsTheFirstOne() {
        List<double[][]> means = Representations.runningMeans(List.of(h, rotated(2), rotated(3)), 0.2);

        assertEquals(3, means.size());
        for (double[][] mean : means) {
            assertClose(Representations.unit(h), mean);
        }
    }

    @Test
    void theRunningMeanOfTwoIsHalfOfEach() {
        double[][] other = h.clone();
        other[0] = new double[] {h[0][1], h[0][0], h[0][2], h[0][3], h[0][4]};
        double[][] second = Representations.aligned(Representations.unit(other), Representations.unit(h));

        double[][] mean = Representations.runningMeans(List.of(h, other), 0.2).get(1);

        double[][] sum = Representations.mean(List.of(Representations.unit(h), second));
        assertClose(Representations.unit(sum), mean);
    }

    @Test
    void landmarksDoNotSeeARotation() {
        int[] groups = new int[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            groups[i] = i % 8 == 7 ? -1 : i % 8;
        }

        double[][] places = Representations.landmarks(h, groups);

        assertEquals(7, places[0].length);
        assertEquals(1, Representations.dot(places[3], places[3]), 1e-9);
        assertClose(places, Representations.landmarks(rotated(2), groups));
    }

    @Test
    void phiIsTheProducts() {
        FeatureSpec spec = FeatureSpec.gaussian(D, 3, 9, 1, Normalisation.L2);
        float[] expected = new float[6];
        FeatureMap.of(spec).apply(new float[] {1, 2, 3, 4, 5}, expected);

        double[][] phi = Representations.phi(new double[][] {{1, 2, 3, 4, 5}}, spec);

        for (int j = 0; j < expected.length; j++) {
            assertEquals(expected[j], phi[0][j]);
        }
    }

    @Test
    void theSpreadOfTrainingsIsTheirVariance() {
        Spread spread = Spread.of(List.of(new double[][] {{1, 5}}, new double[][] {{2, 5}}, new double[][] {{6, 5}}));

        assertArrayEquals(new double[] {7, 0}, spread.ofItem(0), 1e-12);
        assertEquals(3.5, spread.mean(), 1e-12);
        assertEquals(3.5 / ((1 + 4 + 36 + 75) / 6.0), spread.share(), 1e-12);
    }

    @Test
    void trainingsWithNothingInCommonSpreadAsFarAsTheirNumbers() {
        Spread spread = Spread.of(List.of(random(500, 4, 1), random(500, 4, 2), random(500, 4, 3)));

        assertEquals(1, spread.share(), 0.05);
        assertTrue(Spread.of(List.of(h, h)).share() == 0);
    }
}
