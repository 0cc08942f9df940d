package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes of one type are not taken for another, and no real embeddings are refused. */
final class BinaryTypeCheckTest {
    private static final int ROWS = 50;
    private static final int D = 64;

    /** From a standard normal number to a component of an embedding. */
    @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
    private enum Kind {
        NORMAL(z -> z),
        UNIT(z -> z / 8),
        TINY(z -> z * 1e-36),
        HUGE(z -> z * 1e30),
        CAUCHY(z -> Math.tan(Math.PI * (phi(z) - 0.5))),
        LOGNORMAL(z -> Math.exp(3 * z)),
        POSITIVE_SPARSE(z -> Math.max(0, z - 1)),
        NEARLY_ALL_ZERO(z -> Math.abs(z) > 2.2 ? z : 0),
        SIGNS(Math::signum),
        QUARTERS(z -> Math.rint(4 * z) / 4),
        WHOLE(z -> Math.rint(20 * z)),
        TOPICS(z -> Math.exp(8 * z)),
        LOW_RANK(z -> Math.abs(z) < 0.6 ? z * 1e-17 : z);

        private final DoubleUnaryOperator component;

        Kind(DoubleUnaryOperator component) {
            this.component = component;
        }

        private static double phi(double z) {
            return 1 / (1 + Math.exp(-1.702 * z));
        }
    }

    private static List<double[]> embeddings(Kind kind) {
        SplittableRandom random = new SplittableRandom(kind.name().hashCode());
        List<double[]> embeddings = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            double[] h = new double[D];
            for (int j = 0; j < D; j++) {
                h[j] = kind.component.applyAsDouble(random.nextGaussian());
            }
            embeddings.add(h);
        }
        return embeddings;
    }

    private static List<byte[]> bytes(List<double[]> embeddings, BinaryType type) {
        return embeddings.stream().map(h -> bytes(h, type)).toList();
    }

    private static byte[] bytes(double[] h, BinaryType type) {
        ByteBuffer out = ByteBuffer.allocate(h.length * type.elementBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : h) {
            switch (type) {
                case FLOAT32 -> out.putFloat((float) value);
                case FLOAT64 -> out.putDouble(value);
                case FLOAT16 -> out.putShort(half(value));
            }
        }
        return out.array();
    }

    /** The half next to zero of a number within its range, else the largest. */
    private static short half(double value) {
        int best = 0;
        for (int step = 1 << 14; step > 0; step >>= 1) {
            int next = best + step;
            if (next < 0x7C00 && BinaryType.ofHalf((short) next) <= Math.abs(value)) {
                best = next;
            }
        }
        return (short) (best | (value < 0 ? 0x8000 : 0));
    }

    static Stream<Arguments> realEmbeddings() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(BinaryType.values()).map(type -> Arguments.of(kind, type)));
    }

    @ParameterizedTest
    @MethodSource("realEmbeddings")
    void noRealEmbeddingsAreRefused(Kind kind, BinaryType type) {
        assertEquals(Optional.empty(), new BinaryTypeCheck(bytes(embeddings(kind), type)).objection(type));
    }

    @Test
    void bfloat16InFloat32IsNotRefused() {
        for (Kind kind : Kind.values()) {
            List<byte[]> sample = bytes(embeddings(kind), BinaryType.FLOAT32);
            for (byte[] bytes : sample) {
                for (int at = 0; at < bytes.length; at += 4) {
                    bytes[at] = 0;
                    bytes[at + 1] = 0;
                }
            }
            assertEquals(Optional.empty(), new BinaryTypeCheck(sample).objection(BinaryType.FLOAT32), kind.name());
        }
    }

    static Stream<Arguments> confusions() {
        return Stream.of(Kind.NORMAL, Kind.UNIT, Kind.CAUCHY, Kind.POSITIVE_SPARSE)
                .flatMap(kind -> Stream.of(BinaryType.values())
                        .flatMap(written -> Stream.of(BinaryType.values())
                                .filter(read -> read != written)
                                .map(read -> Arguments.of(kind, written, read))));
    }

    @ParameterizedTest
    @MethodSource("confusions")
    void anotherTypeIsRefusedAndTheRightOneNamed(Kind kind, BinaryType written, BinaryType read) {
        String objection = new BinaryTypeCheck(bytes(embeddings(kind), written))
                .objection(read)
                .orElse("none");
        assertTrue(
                objection.contains(
                        " if the bytes are read as " + read.label() + " (source.binary-type); they look like "
                                + written.label() + ": set source.binary-type = " + written.label()
                                + ", or set features.dim if they are right"),
                objection);
    }

    @Test
    void doublesThatWereFloatsAreRefusedAsFloats() {
        List<double[]> widened = embeddings(Kind.NORMAL).stream()
                .map(h -> java.util.Arrays.stream(h).map(value -> (float) value).toArray())
                .toList();
        String objection = new BinaryTypeCheck(bytes(widened, BinaryType.FLOAT64))
                .objection(BinaryType.FLOAT32)
                .orElse("none");
        assertTrue(objection.contains("they look like float64"), objection);
    }

    @Test
    void wholeNumbersInDoublesAreRefusedAsFloats() {
        String objection = new BinaryTypeCheck(bytes(embeddings(Kind.WHOLE), BinaryType.FLOAT64))
                .objection(BinaryType.FLOAT32)
                .orElse("none");
        assertTrue(
                objection.startsWith(
                        "each second number is 0 if the bytes are read as float32 (source.binary-type); they"
                                + " look like float64: set source.binary-type = float64"),
                objection);
    }

    @Test
    void bytesThatAreNoFloatsAreRefused() {
        SplittableRandom random = new SplittableRandom(7);
        List<byte[]> sample = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] bytes = new byte[4 * D];
            random.nextBytes(bytes);
            sample.add(bytes);
        }
        String objection =
                new BinaryTypeCheck(sample).objection(BinaryType.FLOAT32).orElse("none");
        assertTrue(objection.startsWith("numbers of one embedding differ by a factor of 2^2"), objection);
        assertTrue(objection.contains("they look like no other type either"), objection);
    }

    @Test
    void fewNumbersSayNothing() {
        assertEquals(
                Optional.empty(),
                new BinaryTypeCheck(bytes(embeddings(Kind.NORMAL).subList(0, 1), BinaryType.FLOAT16))
                        .objection(BinaryType.FLOAT32));
        assertEquals(Optional.empty(), new BinaryTypeCheck(List.of()).objection(BinaryType.FLOAT32));
    }
}
