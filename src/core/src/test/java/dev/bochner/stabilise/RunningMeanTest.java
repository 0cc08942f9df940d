package dev.bochner.stabilise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunningMeanTest {
    @Test
    void takesANewItemAsItIs() {
        float[] mean = {Float.NaN, 7};
        assertEquals(1, new RunningMean(0.2).update(new float[] {3, -0.0f}, mean, 0));
        assertArrayEquals(new float[] {3, -0.0f}, mean);
    }

    @Test
    void isAPlainAverageUntilTheWeightIsReached() {
        float[] mean = new float[1];
        RunningMean rule = new RunningMean(0.25);
        int age = 0;
        float[] days = {8, 4, 0, 16};
        float[] expected = {8, 6, 4, 7};
        for (int day = 0; day < days.length; day++) {
            age = rule.update(new float[] {days[day]}, mean, age);
            assertEquals(day + 1, age);
            assertEquals(expected[day], mean[0], 1e-6);
        }
        rule.update(new float[] {11}, mean, age);
        assertEquals(0.75 * 7 + 0.25 * 11, mean[0], 1e-6);
    }

    /** 1 - a rounded, two products and their sum, in double, and one rounding to float32. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.1, 0.2, 1.0 / 3, 1})
    void isWithinOneRoundingOfTheExactRecurrence(double weight) {
        Random random = new Random(1);
        RunningMean rule = new RunningMean(weight);
        float[] mean = new float[5];
        int age = 0;
        for (int day = 0; day < 60; day++) {
            float[] y = Points.narrow(Points.gaussian(5, random));
            float[] before = mean.clone();
            int previous = age;
            age = rule.update(y, mean, age);
            for (int k = 0; k < 5; k++) {
                BigDecimal exact = previous == 0 ? new BigDecimal(y[k]) : exact(weight, age, before[k], y[k]);
                double size = Math.abs((double) before[k]) + Math.abs((double) y[k]);
                assertEquals(exact.doubleValue(), mean[k], Math.ulp(mean[k]) / 2 + size * 0x1p-51);
            }
        }
        assertEquals(60, age);
    }

    private static BigDecimal exact(double weight, int age, float mean, float y) {
        BigDecimal share = BigDecimal.ONE.divide(BigDecimal.valueOf(age), MathContext.DECIMAL128);
        BigDecimal a = share.max(new BigDecimal(weight));
        return BigDecimal.ONE.subtract(a).multiply(new BigDecimal(mean)).add(a.multiply(new BigDecimal(y)));
    }

    @Test
    void withWeightOneIsToday() {
        float[] mean = {5};
        assertEquals(10, new RunningMean(1).update(new float[] {0.1f}, mean, 9));
        assertArrayEquals(new float[] {0.1f}, mean);
    }

    @Test
    void doesNotOutliveItsCounter() {
        float[] mean = {1};
        assertEquals(Integer.MAX_VALUE, new RunningMean(0.5).update(new float[] {2}, mean, Integer.MAX_VALUE));
        assertArrayEquals(new float[] {1.5f}, mean);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN})
    void rejectsAWeightThatIsNone(double weight) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new RunningMean(weight));
        assertEquals("Weight of the running mean is " + weight + ", expected above 0, up to 1", e.getMessage());
    }

    @Test
    void rejectsAMeanOfAnotherLength() {
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> new RunningMean(1).update(new float[2], new float[3], 1));
        assertEquals(
                "Lengths of y and mean are 2 and 3 and the age is 1, expected equal lengths and 0 or more",
                e.getMessage());
    }
}
