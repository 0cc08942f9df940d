package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.ErrorBound;

/**
 * How another engine's columns compare with the table's: a column may differ by twice {@link ErrorBound}, once for each of
 * the two, as {@link Layer} says.
 */
public final class Parity {
    private Parity() {}

    /** Fails unless every column [batch][2m] is as near as that. */
    public static void assertHolds(ErrorBound bound, float[][] rows, float[][] table, float[][] engine) {
        double worst = worst(bound, rows, table, engine);
        assertTrue(worst <= 1, "a difference is " + worst + " times what is allowed");
    }

    /** The largest difference in units of what is allowed; infinite where one side is NaN. */
    public static double worst(ErrorBound bound, float[][] rows, float[][] table, float[][] engine) {
        assertEquals(table.length, engine.length, "rows");
        double worst = 0;
        for (int n = 0; n < rows.length; n++) {
            assertEquals(table[n].length, engine[n].length, "columns");
            for (int c = 0; c < table[n].length; c++) {
                double difference = Math.abs((double) table[n][c] - (double) engine[n][c]);
                double part = difference / (2 * bound.ofColumn(rows[n], c));
                worst = Math.max(worst, Double.isNaN(part) ? Double.POSITIVE_INFINITY : part);
            }
        }
        return worst;
    }
}
