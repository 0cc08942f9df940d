package dev.bochner.experiments.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.theory.Trainings.Order;
import dev.bochner.experiments.theory.Trainings.Setting;
import dev.bochner.experiments.theory.Trainings.View;
import dev.bochner.experiments.theory.WideLimit.Formula;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OneLayerNetworkTest {
    private static final double[] X = {0.6, 0.8};
    private static final double[] OTHER = {1, 0};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aStepFollowsTheGradientOfTheLoss(long seed) {
        OneLayerNetwork network = OneLayerNetwork.drawn(Activation.IDENTITY, 1, 2, new SplittableRandom(seed));
        double u = network.hidden(X)[0];
        double theta = network.output(X) / u;
        double slope = -1 / (1 + Math.exp(theta * u));

        network.step(X, 1);

        assertEquals(u - slope * theta, network.hidden(X)[0], 1e-12);
        assertEquals((theta - slope * u) * (u - slope * theta), network.output(X), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aNeuronThatIsOffDoesNotLearn(long seed) {
        OneLayerNetwork network = OneLayerNetwork.drawn(Activation.RELU, 1, 2, new SplittableRandom(seed));
        double[] off = network.hidden(X)[0] > 0 ? new double[] {-0.6, -0.8} : X;
        double before = network.output(OTHER);

        network.step(off, -1);

        assertEquals(0, network.output(off));
        assertEquals(before, network.output(OTHER));
    }

    @Test
    void weightsAreScaledToTheWidth() {
        OneLayerNetwork network = OneLayerNetwork.drawn(Activation.IDENTITY, 10_000, 2, new SplittableRandom(1));
        double[] h = network.hidden(OTHER);
        assertEquals(1, RandomStreams.dot(h, h), 0.05);
    }

    @Test
    void theLimitAfterOneStepIsKnownAndThePrintedOneIsItsNegative() {
        WideLimit derived = WideLimit.of(Formula.DERIVED, 2);
        WideLimit printed = WideLimit.of(Formula.PRINTED, 2);
        assertEquals(0, derived.output(OTHER));

        derived.step(X, -1);
        printed.step(X, -1);

        // The loss's slope at 0 is -y/2, and both layers move.
        assertEquals(-0.6, derived.output(OTHER), 1e-15);
        assertEquals(0.6, printed.output(OTHER), 1e-15);
    }

    @Test
    void wideNetworksComeNearTheDerivedLimitAndNoOther() {
        Samples samples = Samples.drawn(new SplittableRandom(1), 10, 3);
        Trainings trainings = new Trainings(samples, Samples.drawn(new SplittableRandom(2), 4, 3), 2, 5);
        List<View> views = trainings
                .views(new Setting(Activation.IDENTITY, 20_000, Order.SAME), List.of(20))
                .get(0);
        assertTrue(distance(views.get(0), trainings, Formula.DERIVED) < 0.05);
        assertTrue(distance(views.get(0), trainings, Formula.SIGN_MENDED) > 0.2);
        assertTrue(distance(views.get(0), trainings, Formula.PRINTED) > 1);
    }

    private static double distance(View view, Trainings trainings, Formula formula) {
        WideLimit limit = WideLimit.of(formula, 3);
        for (int i : trainings.order(Order.SAME, 0, 20)) {
            limit.step(trainings.samples().x(i), trainings.samples().y(i));
        }
        double largest = 0;
        for (int i = 0; i < 4; i++) {
            double[] x = trainings.points().x(i);
            largest = Math.max(largest, Math.abs(view.outputs()[i] - limit.output(x)));
        }
        return largest;
    }

    @Test
    void trainingsDifferByTheirStartAndOnRequestByTheirOrder() {
        Samples samples = Samples.drawn(new SplittableRandom(1), 10, 3);
        Trainings trainings = new Trainings(samples, samples, 2, 5);
        assertArrayEquals(trainings.order(Order.SAME, 0, 25), trainings.order(Order.SAME, 1, 25));
        assertNotEquals(0, Arrays.compare(trainings.order(Order.OWN, 0, 25), trainings.order(Order.OWN, 1, 25)));
        List<View> views = trainings
                .views(new Setting(Activation.RELU, 4, Order.SAME), List.of(0, 3))
                .get(1);
        assertTrue(views.get(0).outputs()[0] != views.get(1).outputs()[0]);
        View again = trainings
                .views(new Setting(Activation.RELU, 4, Order.SAME), List.of(3))
                .get(0)
                .get(0);
        assertArrayEquals(again.outputs(), views.get(0).outputs());
    }

    @Test
    void spreadIsVarianceOverTrainings() {
        View one = new View(new double[] {1, 2}, new double[][] {{1, 0}, {0, 1}});
        View two = new View(new double[] {3, 2}, new double[][] {{1, 2}, {1, 1}});
        Spread spread = Spread.of(List.of(one, two));
        assertEquals(1, spread.output(), 1e-12);
        assertEquals((1 + 9 + 4 + 4) / 4.0, spread.outputSize(), 1e-12);
        assertEquals((2 + 0.5) / 2, spread.hidden(), 1e-12);
        assertEquals((1 + 5 + 1 + 2) / 4.0, spread.hiddenSize(), 1e-12);
        assertEquals(4.5, spread.inner(), 1e-12);
        assertEquals(4.5, spread.innerSize(), 1e-12);
        assertEquals(0.625, spread.coordinate(), 1e-12);
    }
}
