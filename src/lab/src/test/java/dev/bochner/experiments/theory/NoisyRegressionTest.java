package dev.bochner.experiments.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.theory.NoisyRegression.Estimator;
import dev.bochner.experiments.theory.NoisyRegression.Score;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoisyRegressionTest {
    private static final int RUNS = 400;

    @Test
    void withoutNoiseEveryEstimatorFindsTheta() {
        Map<Estimator, Score> scores = new NoisyRegression(8, 2, 0).scores(50, RandomStreams.of(1));
        assertEquals(1, distance(scores, Estimator.ZERO), 1e-12);
        for (Estimator estimator :
                List.of(Estimator.LEAST_SQUARES, Estimator.CORRECTED, Estimator.LARGEST, Estimator.ORACLE)) {
            assertEquals(0, distance(scores, estimator), 1e-12, estimator.label());
        }
    }

    /** Given what is seen, y is normal with variance r/(1+r), r = noise^2: regression with k columns has a known error. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void correctedEstimatesHaveTheErrorOfTheClosedForm(double noise) {
        int n = 60;
        NoisyRegression setting = new NoisyRegression(8, 2, noise);
        double oracle = mean(setting, n, scores -> Math.pow(distance(scores, Estimator.ORACLE), 2));
        double corrected = mean(setting, n, scores -> Math.pow(distance(scores, Estimator.CORRECTED), 2));
        // Standard errors over 400 runs: 5 % and 2.5 %.
        assertEquals(noise * noise * 2 / (n - 2 - 1), oracle, 0.2 * oracle);
        assertEquals(noise * noise * 8 / (n - 8 - 1), corrected, 0.1 * corrected);
    }

    @Test
    void leastSquaresEndsOnItsPlateauAndPredictsBestThere() {
        NoisyRegression setting = new NoisyRegression(8, 2, 1);
        Map<Estimator, Score> scores = setting.scores(200_000, RandomStreams.of(1));
        assertEquals(0.5, setting.plateau());
        assertEquals(0.5, distance(scores, Estimator.LEAST_SQUARES), 0.01);
        assertEquals(
                setting.leastPrediction(), scores.get(Estimator.LEAST_SQUARES).prediction(), 0.001);
        assertEquals(1, scores.get(Estimator.CORRECTED).prediction(), 0.02);
        assertEquals(1, scores.get(Estimator.ZERO).prediction(), 1e-12);
    }

    @Test
    void thePrintedBoundIsAsPrinted() {
        assertEquals(4 * 3 / 100.0 * Math.log(8), new NoisyRegression(24, 3, 2).printedBound(100), 1e-15);
    }

    @Test
    void theQLargestAreNoFurtherThanAllWhereTheyAreTheRightOnes() {
        Map<Estimator, Score> scores = new NoisyRegression(30, 2, 0.5).scores(500, RandomStreams.of(3));
        assertTrue(distance(scores, Estimator.LARGEST) < distance(scores, Estimator.CORRECTED));
    }

    @Test
    void normalEquationsSolveForTheFirstComponentsOnly() {
        NormalEquations equations = new NormalEquations(2);
        equations.add(new double[] {1, 1}, 3);
        equations.add(new double[] {1, -1}, 1);
        assertArrayEquals(new double[] {2, 1}, equations.solve(2), 1e-12);
        assertArrayEquals(new double[] {2, 0}, equations.solve(1), 1e-12);
    }

    private static double mean(NoisyRegression setting, int n, ToDoubleFunction<Map<Estimator, Score>> value) {
        return IntStream.range(0, RUNS)
                .mapToDouble(run -> value.applyAsDouble(setting.scores(n, RandomStreams.of(7, run))))
                .average()
                .orElseThrow();
    }

    private static double distance(Map<Estimator, Score> scores, Estimator estimator) {
        return scores.get(estimator).distance();
    }
}
