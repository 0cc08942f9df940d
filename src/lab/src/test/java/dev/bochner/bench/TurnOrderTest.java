package dev.bochner.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TurnOrderTest {
    @ParameterizedTest
    @CsvSource({"2,2,1", "4,4,1", "6,6,1", "3,6,2", "5,10,2"})
    void everybodyFollowsEverybodyEquallyOften(int n, int rounds, int times) {
        List<Integer> all = IntStream.range(0, n).boxed().toList();
        Map<List<Integer>, Integer> neighbours = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            List<Integer> order = TurnOrder.ofRound(all, round);
            assertEquals(Set.copyOf(all), Set.copyOf(order));
            for (int turn = 1; turn < n; turn++) {
                neighbours.merge(List.of(order.get(turn - 1), order.get(turn)), 1, Integer::sum);
            }
        }
        assertEquals(n * (n - 1), neighbours.size());
        assertEquals(Set.of(times), Set.copyOf(neighbours.values()));
    }

    @Test
    void oneAloneIsAlwaysNext() {
        assertEquals(List.of("a"), TurnOrder.ofRound(List.of("a"), 0));
        assertEquals(List.of("a"), TurnOrder.ofRound(List.of("a"), 3));
    }
}
