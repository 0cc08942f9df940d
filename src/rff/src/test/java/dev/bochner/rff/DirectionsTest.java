package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DirectionsTest {
    private static final Pattern COMPONENT = Pattern.compile("U\\[(\\d+)\\]\\[(\\d+)\\]=0x([0-9a-f]{8})");

    static Stream<String> knownSpecs() {
        return GoldenFile.lines("directions-v1.txt").stream().filter(line -> line.startsWith("seed="));
    }

    @ParameterizedTest
    @MethodSource("knownSpecs")
    void hasTheKnownDigest(String line) {
        Directions u = Directions.of(GoldenFile.spec(line));
        assertEquals(GoldenFile.entries(line).get("sha256"), u.sha256());
    }

    @Test
    void hasTheKnownComponents() {
        List<String> lines = GoldenFile.lines("directions-v1.txt");
        int compared = 0;
        for (int n = 1; n < lines.size(); n++) {
            Matcher matcher = COMPONENT.matcher(lines.get(n));
            while (matcher.find()) {
                float component = Directions.of(GoldenFile.spec(lines.get(n - 1)))
                        .component(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
                assertEquals(matcher.group(3), String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(component)));
                compared++;
            }
        }
        assertEquals(33, compared);
    }

    @Test
    void ofSmallerDimensionsArePartOfThoseOfLarger() {
        Directions large = Directions.of(spec(9, 12));
        Directions small = Directions.of(spec(4, 5));
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 4; j++) {
                assertEquals(large.component(i, j), small.component(i, j));
            }
        }
    }

    @Test
    void areTransposedForKernels() {
        Directions u = Directions.of(spec(5, 3));
        float[][] ut = u.transposed();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 5; j++) {
                assertEquals(u.component(i, j), ut[j][i]);
            }
        }
    }

    @Test
    void giveCopiesOfADirection() {
        Directions u = Directions.of(spec(3, 2));
        String before = u.sha256();
        float[] direction = u.direction(1);
        assertArrayEquals(new float[] {u.component(1, 0), u.component(1, 1), u.component(1, 2)}, direction);
        direction[0] = 7;
        assertEquals(before, u.sha256());
    }

    @Test
    void stayFiniteAndNonzeroAtTheEndsOfSigma() {
        for (double sigma : new double[] {FeatureSpec.MIN_SIGMA, FeatureSpec.MAX_SIGMA}) {
            for (float component : Directions.of(FeatureSpec.gaussian(20_000, 1, 3, sigma, Normalisation.NONE))
                    .direction(0)) {
                assertTrue(Float.isFinite(component), () -> "component is " + component);
            }
        }
        // The most extreme deviate of the scheme.
        assertTrue(Float.isFinite((float) (FeatureSpec.MAX_SIGMA * NormalQuantile.of(0x1p-53))));
    }

    @Test
    void surviveSerialisation() throws IOException, ClassNotFoundException {
        Directions u = Directions.of(spec(7, 6));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(u);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Directions copy = (Directions) in.readObject();
            assertEquals(u.sha256(), copy.sha256());
            assertEquals(u.spec(), copy.spec());
        }
    }

    @Test
    void refusesMoreComponentsThanFitInMemory() {
        FeatureSpec spec = spec(100_000, 10_000);
        Exception e = assertThrows(IllegalArgumentException.class, () -> Directions.of(spec));
        assertEquals(
                "U has m * d = 10000 * 100000 = 1000000000 components, expected at most 268435456 (1 GiB of float32)",
                e.getMessage());
    }

    private static FeatureSpec spec(int d, int m) {
        return FeatureSpec.gaussian(d, m, 42, 1.0, Normalisation.L2);
    }
}
