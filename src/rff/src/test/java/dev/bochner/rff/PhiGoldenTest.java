package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No later change may alter one bit of phi without a new scheme name. */
final class PhiGoldenTest {
    record Known(FeatureSpec spec, List<String> h, List<String> phi, List<String> numpy) {
        float[] embedding() {
            return floats(h);
        }
    }

    static Stream<Known> knownRows() {
        List<String> lines = GoldenFile.lines("phi-v1.txt");
        List<Known> rows = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            if (lines.get(n).startsWith("spec ")) {
                rows.add(new Known(
                        GoldenFile.spec(lines.get(n)),
                        words(lines.get(n + 1)),
                        words(lines.get(n + 2)),
                        words(lines.get(n + 3))));
            }
        }
        assertEquals(8, rows.size());
        return rows.stream();
    }

    static Stream<String> digests() {
        return GoldenFile.lines("phi-v1.txt").stream().filter(line -> line.startsWith("digest "));
    }

    @ParameterizedTest
    @MethodSource("knownRows")
    void hasTheKnownBits(Known known) {
        float[] out = new float[known.spec().columns()];
        FeatureMap.of(known.spec()).apply(known.embedding(), out);
        assertArrayEquals(floats(known.phi()), out);
    }

    /** NumPy's own error, in double, is negligible beside the bound. */
    @ParameterizedTest
    @MethodSource("knownRows")
    void knownBitsAreWithinTheBoundOfNumPy(Known known) {
        ErrorBound bound = ErrorBound.of(known.spec(), Directions.of(known.spec()));
        float[] phi = floats(known.phi());
        for (int c = 0; c < phi.length; c++) {
            double error = Math.abs(phi[c] - Double.parseDouble(known.numpy().get(c)));
            double allowed = bound.ofColumn(known.embedding(), c);
            assertTrue(error <= allowed, () -> "error " + error + " is over " + allowed + " for " + known);
        }
    }

    @ParameterizedTest
    @MethodSource("digests")
    void hasTheKnownDigestOfManyRows(String line) throws NoSuchAlgorithmException {
        FeatureSpec spec = GoldenFile.spec(line);
        Map<String, String> entries = GoldenFile.entries(line);
        int rows = Integer.parseInt(entries.get("rows"));
        Directions embeddings = Directions.of(FeatureSpec.gaussian(spec.d(), rows, 1, 1.0, Normalisation.NONE));
        FeatureMap map = FeatureMap.of(spec);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        float[] out = new float[spec.columns()];
        ByteBuffer bytes = ByteBuffer.allocate(out.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            map.apply(embeddings.direction(row), out);
            bytes.asFloatBuffer().put(out);
            digest.update(bytes.array());
        }
        assertEquals(entries.get("sha256"), HexFormat.of().formatHex(digest.digest()));
    }

    private static List<String> words(String line) {
        String[] words = line.split(" ");
        return Arrays.asList(words).subList(1, words.length);
    }

    private static float[] floats(List<String> words) {
        float[] floats = new float[words.size()];
        for (int n = 0; n < floats.length; n++) {
            floats[n] = Float.intBitsToFloat(Integer.parseUnsignedInt(words.get(n), 16));
        }
        return floats;
    }
}
