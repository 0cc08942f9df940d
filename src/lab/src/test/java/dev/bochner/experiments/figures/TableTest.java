package dev.bochner.experiments.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTest {
    private static final Table TABLE = new Table(
            "accuracy",
            "What came out",
            List.of("variant", "accuracy, %", "n"),
            List.of(
                    List.of(Cell.of("phi, \"plain\""), Cell.percent(Estimate.of(0.25, 0.75), 1), Cell.of(2)),
                    List.of(Cell.of("a|b\nc"), Cell.none(), Cell.number(1.0 / 3))));

    @Test
    void roundsForPeople() {
        assertEquals("""
                | variant | accuracy, % | n |
                |---|---|---|
                | phi, "plain" | 50.0 (35.4) | 2 |
                | a\\|b c | - | 0.3333 |
                """, TABLE.markdown());
    }

    @Test
    void quotesAndKeepsEveryDigitForPrograms() {
        assertEquals("""
                variant,"accuracy, %","accuracy, % sd",n
                "phi, ""plain""\",50.0,DEVIATION,2
                "a|b
                c",,,0.3333333333333333
                """.replace("DEVIATION", Double.toString(100 * Math.sqrt(0.125))), TABLE.csv());
    }

    @Test
    void refusesRowOfWrongLength() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new Table("t", "T", List.of("a", "b"), List.of(List.of(Cell.of(1)))));
        assertEquals(true, e.getMessage().startsWith("Row of table t has 1 cells, expected 2"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "..", "A", "a--b", "a b"})
    void refusesNameThatIsNoFileName(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Table(name, "T", List.of("a"), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.48,0.48",
        "1024,1024",
        "123456,123500",
        "0.00012344,0.0001234",
        "3.21e-7,3.21e-7",
        "-2.5e9,-2.5e9",
        "999999,1000000",
        "NaN,NaN"
    })
    void showsFourSignificantDigits(double value, String text) {
        assertEquals(text, Numbers.significant(value, 4));
    }

    @Test
    void estimatesMeanAndDeviationOverNMinusOne() {
        Estimate estimate = Estimate.of(1, 2, 3, 6);
        assertEquals(3, estimate.mean());
        assertEquals(Math.sqrt(14.0 / 3), estimate.sd(), 1e-15);
        assertEquals(Math.sqrt(14.0 / 12), estimate.error(), 1e-15);
        assertEquals(0, Estimate.of(5).sd());
        assertEquals(Double.NaN, Estimate.of().mean());
    }
}
