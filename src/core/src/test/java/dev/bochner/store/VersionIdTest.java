package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"m=64/seed=42", "m=1/seed=-9223372036854775808", "m=2147483647/seed=9223372036854775807"})
    void parsesWhatItPrints(String text) {
        assertEquals(text, VersionId.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=064/seed=42",
                "m=64/seed=+42",
                "m=64/seed=-0",
                "m=64/seed=9223372036854775808",
                "m=2147483648/seed=1",
                "m=64",
                "m=64/seed=4.2",
                "seed=42/m=64",
                ""
            })
    void rejectsAnyOtherForm(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> VersionId.parse(text));
        assertEquals("Feature version is \"" + text + "\", expected a form like m=64/seed=42", e.getMessage());
    }

    @Test
    void rejectsNoDirections() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> new VersionId(0, 1));
        assertEquals("m is 0, expected 1 or more directions", e.getMessage());
    }

    @Test
    void snapshotLiesInHiveLayout() {
        Snapshot snapshot = new Snapshot(new VersionId(64, 42), LocalDate.of(2026, 11, 20));
        assertEquals("features/m=64/seed=42/ds=2026-11-20", snapshot.relativePath());
    }

    @Test
    void runIdsAreOfOneFormAndDiffer() {
        RunId one = RunId.fresh();
        RunId other = RunId.fresh();
        assertEquals(one, new RunId(one.text()));
        assertEquals(false, one.equals(other));
        assertThrows(IllegalArgumentException.class, () -> new RunId("../" + one));
    }
}
