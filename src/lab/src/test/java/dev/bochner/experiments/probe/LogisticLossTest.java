package dev.bochner.experiments.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class LogisticLossTest {
    private static final double[][] ROWS = {{1, 0.5}, {-2, 1}, {0.25, -1}, {3, 2}};
    private static final int[] LABELS = {0, 1, 2, 1};

    @Test
    void startsAtTheLogOfTheNumberOfClasses() {
        LogisticLoss loss = new LogisticLoss(ROWS, LABELS, 3, 0.1);

        assertEquals(Math.log(3), loss.at(new double[loss.size()], new double[loss.size()]), 1e-12);
    }

    @Test
    void itsGradientIsThatOfItsValues() {
        LogisticLoss loss = new LogisticLoss(ROWS, LABELS, 3, 0.1);
        Random random = new Random(1);
        double[] x = random.doubles(loss.size(), -1, 1).toArray();
        double[] gradient = new double[x.length];
        loss.at(x, gradient);

        double h = 1e-5;
        for (int j = 0; j < x.length; j++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[j] += h;
            down[j] -= h;
            double slope = (loss.at(up, new double[x.length]) - loss.at(down, new double[x.length])) / (2 * h);
            assertEquals(slope, gradient[j], 1e-8, "variable " + j);
        }
    }

    @Test
    void penalisesWeightsAndNotIntercepts() {
        LogisticLoss free = new LogisticLoss(ROWS, LABELS, 3, 0);
        LogisticLoss penalised = new LogisticLoss(ROWS, LABELS, 3, 0.5);
        double[] x = {1, 2, 100, 3, 0, 200, 0, 0, 300};
        double[] gradient = new double[x.length];

        assertEquals(0.25 * (1 + 4 + 9), penalised.at(x, gradient) - free.at(x, gradient), 1e-9);
    }
}
