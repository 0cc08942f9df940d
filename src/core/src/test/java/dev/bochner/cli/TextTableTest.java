package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void alignsColumnsAndLeavesNoBlanksAtTheEnd() {
        TextTable table = new TextTable(List.of("m", "from"));
        table.add(List.of("1024", "a"));
        table.add(List.of("8", "long text"));
        assertEquals(
                List.of("m     from", "1024  a", "8     long text"),
                table.toString().lines().toList());
    }

    @Test
    void refusesALineOfAnotherLength() {
        TextTable table = new TextTable(List.of("m"));
        assertEquals(
                "Line has 2 cells, expected 1",
                assertThrows(IllegalArgumentException.class, () -> table.add(List.of("1", "2")))
                        .getMessage());
    }
}
