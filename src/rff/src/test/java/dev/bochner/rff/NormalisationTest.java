package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NormalisationTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsLabel(Normalisation normalisation) {
        assertEquals(normalisation, Normalisation.of(normalisation.label()));
    }

    @Test
    void refusesUnknownLabel() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> Normalisation.of("L2"));
        assertEquals("normalisation is \"L2\", expected l2 or none", e.getMessage());
    }
}
