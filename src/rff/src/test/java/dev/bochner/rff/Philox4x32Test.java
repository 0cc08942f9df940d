package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Philox4x32Test {
    static Stream<String> knownAnswers() {
        return GoldenFile.lines("directions-v1.txt").stream().filter(line -> line.contains("->"));
    }

    @ParameterizedTest
    @MethodSource("knownAnswers")
    void givesThePublishedAnswers(String line) {
        int[] words = Arrays.stream(line.split("[ |>-]+"))
                .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                .toArray();
        int[] block = Arrays.copyOfRange(words, 0, 4);
        Philox4x32.encrypt(block, Integer.toUnsignedLong(words[4]) | (long) words[5] << 32);
        assertArrayEquals(Arrays.copyOfRange(words, 6, 10), block);
    }
}
