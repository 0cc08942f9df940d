package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotDatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"1900-01-01", "2024-02-29", "9999-12-31"})
    void readsFourDigitYears(String text) {
        assertEquals(LocalDate.parse(text), SnapshotDates.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12026-11-19",
                "-0001-01-01",
                "0000-01-01",
                "1899-12-31",
                "10000-01-01",
                "2026-02-30",
                "2026-13-01",
                "2026-11-1",
                "2026-11-19 ",
                "20261119",
                "2026-11-19T00:00",
                "\u0662\u0660\u0662\u0666-11-19",
                ""
            })
    void refusesWhatIsNoDateOfASnapshot(String text) {
        Exception e = assertThrows(IllegalArgumentException.class, () -> SnapshotDates.parse(text));
        assertEquals("Date is \"" + text + "\", expected YYYY-MM-DD from 1900-01-01 to 9999-12-31", e.getMessage());
    }

    @Test
    void refusesADateOutOfRange() {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> SnapshotDates.require(LocalDate.of(12026, 11, 19)));
        assertEquals("Date is \"+12026-11-19\", expected YYYY-MM-DD from 1900-01-01 to 9999-12-31", e.getMessage());
    }
}
