package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentsTest {
    private static void assertSame(Moments expected, Moments actual, double error) {
        assertEquals(expected.n(), actual.n());
        assertEquals(expected.change(), actual.change(), error);
        for (int i = 0; i < expected.d(); i++) {
            assertEquals(expected.sumX(i), actual.sumX(i), error);
            assertEquals(expected.sumY(i), actual.sumY(i), error);
            for (int j = 0; j < expected.d(); j++) {
                assertEquals(expected.xx(i, j), actual.xx(i, j), error);
                assertEquals(expected.yy(i, j), actual.yy(i, j), error);
                assertEquals(expected.xy(i, j), actual.xy(i, j), error);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "7,3", "8,5", "9,16", "50,17"})
    void sumsAreThoseOfTheDefinition(int n, int d) {
        Days days = Days.of(n, d, 1);
        Moments moments = days.moments();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double xx = 0;
                double yy = 0;
                double xy = 0;
                double x = 0;
                double y = 0;
                for (int row = 0; row < n; row++) {
                    x += days.x[row][i];
                    y += days.y[row][i];
                    xx += (double) days.x[row][i] * days.x[row][j];
                    yy += (double) days.y[row][i] * days.y[row][j];
                    xy += (double) days.x[row][i] * days.y[row][j];
                }
                assertEquals(x, moments.sumX(i), 1e-12);
                assertEquals(y, moments.sumY(i), 1e-12);
                assertEquals(xx, moments.xx(i, j), 1e-12);
                assertEquals(yy, moments.yy(i, j), 1e-12);
                assertEquals(xy, moments.xy(i, j), 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 30, 50})
    void mergedPartsAreTheWhole(int cut) {
        Days days = Days.of(50, 6, 2);
        Moments parts = days.moments(0, cut);
        parts.add(days.moments(cut, 50));
        assertSame(days.moments(), parts, 1e-12);
    }

    @Test
    void takesMoreAfterItWasReadAndAfterItWasMerged() {
        Days days = Days.of(50, 6, 2);
        Moments moments = days.moments(0, 11);
        assertEquals(11, moments.n());
        moments.xx(0, 0);
        moments.add(days.moments(11, 20));
        for (int i = 20; i < 50; i++) {
            moments.add(days.x[i], days.y[i]);
        }
        assertSame(days.moments(), moments, 1e-12);
    }

    @Test
    void travelsBetweenProcessesWithThePairsThatWait() throws IOException, ClassNotFoundException {
        Moments moments = Days.of(13, 4, 3).moments();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(moments);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertSame(moments, (Moments) in.readObject(), 0.0);
        }
    }

    @Test
    void doesNotHoldOnToArraysOfTheCaller() {
        Moments moments = new Moments(2);
        float[] x = {1, 2};
        float[] y = {3, 4};
        moments.add(x, y);
        x[0] = 9;
        y[1] = 9;
        assertEquals(1.0, moments.sumX(0));
        assertEquals(8.0, moments.xy(1, 1));
    }

    @Test
    void sumsOfOneDayTwiceAreEqualToTheBit() {
        Days days = Days.of(31, 5, 4);
        Moments moments = new Days(days.x, days.x).moments();
        assertEquals(0.0, moments.change());
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(moments.xx(i, j), moments.xy(i, j));
                assertEquals(moments.xx(i, j), moments.yy(i, j));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.1, 0.7})
    void centredSumsAreWithinTheStatedError(double mean) {
        int n = 20_000;
        Random random = new Random(1);
        float[][] x = new float[n][2];
        BigDecimal sum0 = BigDecimal.ZERO;
        BigDecimal sum1 = BigDecimal.ZERO;
        BigDecimal products = BigDecimal.ZERO;
        for (float[] row : x) {
            row[0] = (float) (mean + 0.001 * random.nextGaussian());
            row[1] = (float) (mean + 0.001 * random.nextGaussian());
            sum0 = sum0.add(new BigDecimal(row[0]));
            sum1 = sum1.add(new BigDecimal(row[1]));
            products = products.add(new BigDecimal(row[0]).multiply(new BigDecimal(row[1])));
        }
        BigDecimal exact = products.subtract(
                sum0.multiply(sum1).divide(BigDecimal.valueOf(n), MathContext.DECIMAL128), MathContext.DECIMAL128);
        double error = Math.pow(n, 1.5) * 0x1p-52;
        assertEquals(
                exact.doubleValue(), Scatter.of(new Days(x, x).moments()).a().at(0, 1), error);
    }

    @Test
    void rejectsPairsOfAnotherDimension() {
        Moments moments = new Moments(3);
        assertEquals(
                "Dimensions of the pair are 3 and 2, expected 3",
                assertThrows(IllegalArgumentException.class, () -> moments.add(new float[3], new float[2]))
                        .getMessage());
        assertEquals(
                "d of the other moments is 2, expected 3",
                assertThrows(IllegalArgumentException.class, () -> moments.add(new Moments(2)))
                        .getMessage());
    }
}
