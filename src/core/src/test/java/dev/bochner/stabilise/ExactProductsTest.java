package dev.bochner.stabilise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.tasks.JavaSerialized;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactProductsTest {
    private static final double UNIT = 0x1p-32;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesTheSameBitsWhateverTheOrderAndTheParts(long seed) {
        List<double[][]> pairs = pairs(1000, 7, seed);
        double[][] expected = sum(pairs, 7).sums();
        Random random = new Random(seed);
        for (int turn = 0; turn < 20; turn++) {
            Collections.shuffle(pairs, random);
            assertArrayEquals(expected, merged(pairs, 7, random).sums());
        }
    }

    /** The sums of parts of random sizes, some of them empty, merged in a random tree, some having travelled. */
    private static ExactProducts merged(List<double[][]> pairs, int d, Random random) {
        List<ExactProducts> parts = new ArrayList<>();
        int from = 0;
        while (from < pairs.size()) {
            int to = Math.min(pairs.size(), from + random.nextInt(300));
            ExactProducts part = sum(pairs.subList(from, to), d);
            parts.add(random.nextBoolean() ? part : JavaSerialized.of(part).value());
            from = to;
        }
        while (parts.size() > 1) {
            ExactProducts into = parts.remove(random.nextInt(parts.size()));
            into.add(parts.remove(random.nextInt(parts.size())));
            parts.add(into);
        }
        assertEquals(pairs.size(), parts.get(0).n());
        return parts.get(0);
    }

    @Test
    void plainSumsWouldDependOnTheOrder() {
        List<double[][]> pairs = pairs(1000, 2, 1);
        double forwards = 0;
        double backwards = 0;
        for (int p = 0; p < pairs.size(); p++) {
            forwards += pairs.get(p)[0][0] * pairs.get(p)[1][0];
            backwards += pairs.get(999 - p)[0][0] * pairs.get(999 - p)[1][0];
        }
        assertTrue(forwards != backwards, "the pairs of these tests prove nothing");
    }

    @Test
    void isAsIfItHadNeverTravelled() {
        List<double[][]> pairs = pairs(101, 5, 3);
        ExactProducts half = sum(pairs.subList(0, 50), 5);
        ExactProducts travelled = JavaSerialized.of(half).value();
        pairs.subList(50, 101).forEach(pair -> travelled.add(pair[0], pair[1]));
        assertArrayEquals(sum(pairs, 5).sums(), travelled.sums());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 9", "7, 3", "8, 3", "9, 3", "500, 6"})
    void isWithinTheStatedErrorOfTheExactSums(int n, int d) {
        List<double[][]> pairs = pairs(n, d, 17);
        double[][] c = sum(pairs, d).sums();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                BigDecimal exact = BigDecimal.ZERO;
                for (double[][] pair : pairs) {
                    exact = exact.add(new BigDecimal(pair[0][i]).multiply(new BigDecimal(pair[1][j])));
                }
                BigDecimal error = exact.subtract(new BigDecimal(c[i][j])).abs();
                assertTrue(error.compareTo(new BigDecimal(n * UNIT / 2)) <= 0, () -> "error is " + error);
            }
        }
    }

    /** A product halfway between two units, where an order-dependent rounding would show. */
    @Test
    void roundsTiesToTheEvenUnitInEveryRowOfABlock() {
        double[] half = {0x1p-33};
        double[] oneAndAHalf = {3 * 0x1p-33};
        double[] one = {1};
        for (int before = 0; before < 9; before++) {
            ExactProducts sums = new ExactProducts(1);
            for (int row = 0; row < before; row++) {
                sums.add(new double[] {UNIT}, one);
            }
            sums.add(half, one);
            sums.add(oneAndAHalf, one);
            sums.add(new double[] {-0x1p-33}, one);
            sums.add(one, new double[] {-3 * 0x1p-33});
            assertEquals(before * UNIT, sums.sums()[0][0]);
        }
    }

    /** Beyond 2^21 a double could not hold such sums: what is there has long been carried. */
    @Test
    void sumsLargestProductsAcrossTheCarry() {
        ExactProducts sums = new ExactProducts(2);
        double[] x = {1, -1};
        double[] y = {1, UNIT};
        int n = (1 << 22) + 3;
        for (int pair = 0; pair < n; pair++) {
            sums.add(x, y);
        }
        assertArrayEquals(new double[][] {{n, n * UNIT}, {-n, -n * UNIT}}, sums.sums());
        assertEquals(n, sums.n());
    }

    @Test
    void holdsAllPairsItPromisesAndNoneBeyond() {
        ExactProducts sums = new ExactProducts(1);
        double[] one = {1};
        sums.add(one, one);
        ExactProducts total = new ExactProducts(1);
        // 1 + 2 + ... + 2^30 = 2^31 - 1.
        for (int turn = 0; turn < 31; turn++) {
            ExactProducts doubled = JavaSerialized.of(sums).value();
            total.add(sums);
            if (turn < 30) {
                doubled.add(sums);
                sums = doubled;
            }
        }
        assertEquals(ExactProducts.MOST_PAIRS, total.n());
        assertEquals(Integer.MAX_VALUE, total.sums()[0][0]);
        Exception e = assertThrows(IllegalArgumentException.class, () -> total.add(one, one));
        assertEquals("There are 2147483647 pairs and 1 more, expected at most 2147483647", e.getMessage());
    }

    private static ExactProducts sum(List<double[][]> pairs, int d) {
        ExactProducts sums = new ExactProducts(d);
        double[] x = new double[d];
        double[] y = new double[d];
        for (double[][] pair : pairs) {
            // One array for all, as a reader of rows has it.
            System.arraycopy(pair[0], 0, x, 0, d);
            System.arraycopy(pair[1], 0, y, 0, d);
            sums.add(x, y);
        }
        return sums;
    }

    private static List<double[][]> pairs(int n, int d, long seed) {
        Random random = new Random(seed);
        return new ArrayList<>(IntStream.range(0, n)
                .mapToObj(pair -> new double[][] {Points.unit(d, random), Points.unit(d, random)})
                .toList());
    }
}
