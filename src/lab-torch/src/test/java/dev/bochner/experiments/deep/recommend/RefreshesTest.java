package dev.bochner.experiments.deep.recommend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RefreshesTest {
    private static final float[][] DAY = random(50);

    private static float[][] random(int films) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] vectors = new float[films][2];
        for (float[] vector : vectors) {
            vector[0] = (float) random.nextGaussian();
            vector[1] = (float) random.nextGaussian();
        }
        return vectors;
    }

    /** By 90 degrees, and twice as long. */
    private static float[][] turned(float[][] vectors) {
        float[][] turned = new float[vectors.length][];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = new float[] {-2 * vectors[i][1], 2 * vectors[i][0]};
        }
        return turned;
    }

    @Test
    void turnsDaysBackOntoTheFirst() {
        List<float[][]> aligned = new Refreshes(List.of(DAY, turned(DAY)), 0).aligned();
        for (int film = 0; film < DAY.length; film++) {
            assertArrayEquals(aligned.get(0)[film], aligned.get(1)[film], 1e-6f);
        }
    }

    @Test
    void runningMeanOfTurnedDaysStaysWhereItIs() {
        List<float[][]> means = new Refreshes(List.of(DAY, turned(DAY), DAY), 1).runningMeans();
        assertEquals(2, means.size());
        for (int film = 0; film < DAY.length; film++) {
            double norm = Math.hypot(DAY[film][0], DAY[film][1]);
            assertArrayEquals(
                    new float[] {(float) (DAY[film][0] / norm), (float) (DAY[film][1] / norm)},
                    means.get(1)[film],
                    1e-5f);
        }
    }

    /** What the paper's avg(h) does: it knows nothing of rotations. */
    @Test
    void averagesCoordinateByCoordinate() {
        float[][] average = new Refreshes(List.of(turned(DAY), DAY, turned(DAY)), 1).average(2);
        assertEquals((DAY[3][0] - 2 * DAY[3][1]) / 2, average[3][0], 1e-6);
    }
}
