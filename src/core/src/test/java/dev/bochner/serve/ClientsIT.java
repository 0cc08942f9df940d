package dev.bochner.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.rff.Directions;
import dev.bochner.rff.ErrorBound;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Sampler;
import dev.bochner.rff.Stabiliser;
import dev.bochner.store.NpyFile;
import dev.bochner.testkit.Client;
import dev.bochner.testkit.CommandRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The single files of scripts/clients as their users run them, held against Java's map. */
final class ClientsIT {
    private static final Path GOLDEN = Path.of("src/rff/src/test/resources/golden");
    private static final FeatureSpec PLAIN = FeatureSpec.gaussian(8, 6, 42, 1.0, Normalisation.L2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource
    void knowsTheAnswersThatItCarries(Client client) {
        assertKnows(client, 0);
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheAnswersOfTheGoldenFiles(Client client) {
        String directions = GOLDEN.resolve("directions-v1.txt").toString();
        String phi = GOLDEN.resolve("phi-v1.txt").toString();
        assertKnows(client, 58, directions, phi);
    }

    @ParameterizedTest
    @EnumSource
    void failsItsSelfTestOnAnAnswerThatDiffers(Client client) throws IOException {
        String line =
                "seed=42 d=64 m=64 sigma=1 sha256=56d20debbe5ac0bc85c21e0315c2342a8bfaa120323c360af8299e602ce19133";
        Path file = Files.writeString(dir.resolve("wrong.txt"), line + "\n");
        String complaint = client.run("", "--self-test", file.toString()).failed(1);
        assertTrue(
                complaint.endsWith(
                        "self-test failed: " + line + ": found 46d20debbe5ac0bc85c21e0315c2342a8bfaa120323c"
                                + "360af8299e602ce19133, expected 56d20debbe5ac0bc85c21e0315c2342a8bfaa120323c360af8299e602ce19133"),
                complaint);
    }

    @ParameterizedTest
    @EnumSource
    void drawsTheDirectionsOfManySeeds(Client client) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder known = new StringBuilder();
        for (int n = 0; n < 60; n++) {
            double sigma = n % 3 == 0 ? 1.0 : Math.exp(random.nextDouble(-100.0, 86.0));
            long seed = n % 4 == 0 ? n - 30 : random.nextLong();
            FeatureSpec spec = FeatureSpec.gaussian(
                    1 + random.nextInt(150), 1 + random.nextInt(150), seed, sigma, Normalisation.NONE);
            known.append(answer(spec));
        }
        assertKnows(client, 60, file(known));
    }

    @ParameterizedTest
    @EnumSource
    void drawsOrthogonalDirectionsOfManyShapes(Client client) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        // One dimension, one direction, whole blocks, parts of blocks, and more blocks than NumPy takes at a time.
        int[][] shapes = {{1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 2}, {5, 12}, {64, 64}, {65, 64}, {64, 65}, {150, 301}};
        StringBuilder known = new StringBuilder();
        for (int[] shape : shapes) {
            for (long seed : new long[] {42, -7, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()}) {
                double sigma = Math.exp(random.nextDouble(-100.0, 86.0));
                known.append(answer(FeatureSpec.gaussian(shape[0], shape[1], seed, sigma, Normalisation.NONE)
                        .sampledBy(Sampler.ORTHOGONAL)));
            }
        }
        known.append(answer(
                FeatureSpec.gaussian(7, 40_000, 3, 1.0, Normalisation.NONE).sampledBy(Sampler.ORTHOGONAL)));
        assertKnows(client, 51, file(known));
    }

    /** A line of a golden file, as Java has it. */
    private static String answer(FeatureSpec spec) {
        return String.format(
                Locale.ROOT,
                "seed=%d d=%d m=%d sigma=%s sampler=%s sha256=%s%n",
                spec.seed(),
                spec.d(),
                spec.m(),
                spec.sigma(),
                spec.sampler().label(),
                Directions.of(spec).sha256());
    }

    private String file(CharSequence answers) throws IOException {
        return Files.writeString(dir.resolve("answers.txt"), answers).toString();
    }

    /** So many answers in the files, besides those that it carries. */
    private static void assertKnows(Client client, int number, String... files) {
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "%s: %d known answers agree",
                        client.file().getFileName(),
                        Client.KNOWN_ANSWERS + number),
                answers(client, files));
    }

    static Stream<Arguments> clientsAndSamplers() {
        return Stream.of(Client.values())
                .flatMap(client -> Stream.of(Sampler.values()).map(sampler -> Arguments.of(client, sampler)));
    }

    @ParameterizedTest
    @MethodSource("clientsAndSamplers")
    void printsWhatTheCommandDirectionsPrints(Client client, Sampler sampler) throws IOException {
        for (long seed : new long[] {42, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            FeatureSpec spec =
                    FeatureSpec.gaussian(5, 7, seed, 0.25, Normalisation.L2).sampledBy(sampler);
            String[] shape = {"directions", "--seed=" + seed, "--dim", "5", "--m", "7", "--sigma", "0.25", "--sampler"};
            String java = CommandRun.of(with(shape, sampler.label())).done();
            assertEquals(MAPPER.readTree(java), MAPPER.readTree(client.directions(spec)));
            assertEquals(keys(java), keys(client.directions(spec)));
        }
    }

    /** The default is the sampler of the command. */
    @ParameterizedTest
    @EnumSource
    void printsGaussianDirectionsUnlessToldOtherwise(Client client) throws IOException {
        String[] words = {"directions", "--seed", "42", "--dim", "5", "--m", "7", "--sigma", "0.25"};
        assertEquals(
                MAPPER.readTree(CommandRun.of(words).done()),
                MAPPER.readTree(client.run("", words).done()));
    }

    private static List<String> keys(String json) throws IOException {
        List<String> keys = new ArrayList<>();
        MAPPER.readTree(json).fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void refusesDirectionsThatItDoesNotDraw(Client client) {
        String[] huge = {"directions", "--seed", "1", "--dim", "16000", "--m", "16000", "--sampler"};
        assertRefused(client, "", "sampler is \"sobol\", expected one of", with(huge, "sobol"));
        assertRefused(
                client,
                "",
                "Orthogonal directions of d = 16000, m = 16000 take 2 m d min(m, d) = 8",
                with(huge, "orthogonal"));
    }

    private static String[] with(String[] words, String last) {
        return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
    }

    static Stream<Arguments> clientsAndSpecs() {
        return Stream.of(Client.values())
                .flatMap(client -> Stream.of(
                                FeatureSpec.gaussian(64, 64, 42, 1.0, Normalisation.L2)
                                        .sampledBy(Sampler.ORTHOGONAL),
                                FeatureSpec.gaussian(5, 12, -7, 12.5, Normalisation.NONE)
                                        .sampledBy(Sampler.ORTHOGONAL),
                                FeatureSpec.gaussian(1, 3, Long.MAX_VALUE, 0.5, Normalisation.NONE)
                                        .sampledBy(Sampler.ORTHOGONAL),
                                FeatureSpec.gaussian(64, 64, 42, 1.0, Normalisation.L2),
                                FeatureSpec.gaussian(64, 64, 42, 1.0, Normalisation.NONE),
                                FeatureSpec.gaussian(33, 5, -7, 12.5, Normalisation.L2),
                                FeatureSpec.gaussian(1, 1, Long.MIN_VALUE, 1e-3, Normalisation.NONE))
                        .map(spec -> Arguments.of(client, spec)));
    }

    @ParameterizedTest
    @MethodSource("clientsAndSpecs")
    void mapsOrdinaryAndUnusualRowsWithinTheBound(Client client, FeatureSpec spec) {
        ErrorBound bound = ErrorBound.of(spec, Directions.of(spec));
        assertWithinBound(FeatureMap.of(spec), bound, rows(spec), client.phi(spec, rows(spec)));
    }

    @ParameterizedTest
    @MethodSource("clientsAndSamplers")
    void mapsByTheSpecOfATable(Client client, Sampler sampler) throws IOException {
        FeatureSpec spec = PLAIN.sampledBy(sampler);
        ErrorBound bound = ErrorBound.of(spec, Directions.of(spec));
        float[][] found = client.phi(specFile(spec, Map.of()), Optional.empty(), rows(spec));
        assertWithinBound(FeatureMap.of(spec), bound, rows(spec), found);
    }

    @ParameterizedTest
    @EnumSource
    void appliesTheLinearMapOfTheDay(Client client) throws IOException {
        FeatureSpec spec = FeatureSpec.gaussian(2, 6, 42, 1.0, Normalisation.L2)
                .stabilisedBy(Stabiliser.ofLandmarks(List.of("a b", "c")));
        LinearMap w = LinearMap.of(new float[][] {{0.5f, -0.25f}, {0.125f, 1.0f}, {-0.75f, 0.3f}});
        Path transform = dir.resolve("transform.npy");
        try (OutputStream out = Files.newOutputStream(transform)) {
            NpyFile.write(w, out);
        }
        float[][] h = {{1, 2, 3}, {-4, 0, 1e-3f}};
        float[][] found = client.phi(specFile(spec, Map.of()), Optional.of(transform), h);
        Directions u = Directions.of(spec);
        assertWithinBound(FeatureMap.of(spec, u, w), ErrorBound.of(spec, u, w), h, found);
    }

    @ParameterizedTest
    @EnumSource
    void refusesASpecThatItCannotCompute(Client client) throws IOException {
        assertSpecRefused(
                client,
                Map.of("stabiliser", "procrustes"),
                "Features of stabiliser procrustes need the linear map of the day, expected it as transform:"
                        + " transform.npy of the state that the snapshot's _manifest.json names (stabiliser-state)");
        assertSpecRefused(
                client,
                Map.of("stabiliser", "running-mean"),
                "Features of stabiliser running-mean depend on the item's history and not on one embedding:"
                        + " read them in the table");
        assertSpecRefused(
                client, Map.of("scheme", "directions-v2"), "scheme of the spec is \"directions-v2\", expected");
        assertSpecRefused(client, Map.of("sampler", "sobol"), "sampler of the spec is \"sobol\", expected one of");
        assertSpecRefused(client, Map.of("rank", "3"), "rank of the spec is \"3\", expected no such property");
        assertSpecRefused(
                client,
                Map.of("seed", "43"),
                "sha256(U) of the spec is " + Directions.of(PLAIN).sha256() + ", expected ");
    }

    private void assertSpecRefused(Client client, Map<String, String> changes, String message) throws IOException {
        String spec = specFile(PLAIN, changes).toString();
        assertRefused(client, "[1,2,3,4,5,6,7,8]", message, "phi", "--spec", spec);
    }

    static Stream<Arguments> clientsAndSeeds() {
        return Stream.of(Client.values())
                .flatMap(client -> Stream.of("9223372036854775808", "-9223372036854775809", "1e3", "4.0", "", "x")
                        .map(seed -> Arguments.of(client, seed)));
    }

    @ParameterizedTest
    @MethodSource("clientsAndSeeds")
    void refusesWhatIsNotASeed(Client client, String seed) {
        String message =
                "\"" + seed + "\" is not a seed, expected an integer from -9223372036854775808 to 9223372036854775807";
        assertRefused(client, "[1]", message, "phi", "--m", "1", "--seed", seed);
    }

    static Stream<Arguments> clientsAndRefusedRows() {
        return Stream.of(Client.values())
                .flatMap(client -> Stream.of(
                        Arguments.of(client, "[1,0]\n[1,1e39]", "l2", "of h is 1e+39, expected a finite float32"),
                        Arguments.of(client, "[1,0]\n[0,0]", "l2", "of h is 0, expected more for normalisation l2"),
                        Arguments.of(client, "[1,0]\n[1e8,0]", "none", "expected -65536"),
                        Arguments.of(client, "[1,0]\n[1,0,2]", "l2", "expected 2"),
                        Arguments.of(
                                client,
                                "[1,0]\n[1,\"2\"]",
                                "l2",
                                "Line 2 is [1,\"2\"], expected a JSON array of numbers"),
                        Arguments.of(
                                client,
                                "",
                                "l2",
                                "There is no line of input, expected a JSON array of numbers in each")));
    }

    @ParameterizedTest
    @MethodSource("clientsAndRefusedRows")
    void refusesARowWithItsValue(Client client, String lines, String normalisation, String message) {
        assertRefused(client, lines, message, "phi", "--m", "3", "--seed", "42", "--normalisation", normalisation);
    }

    /** A number in JavaScript that is not the one in its source any more. */
    @Test
    void refusesASeedThatADoubleCannotHold() throws IOException {
        Path script = Files.writeString(
                dir.resolve("seed.mjs"), """
                import { directions } from "%s";
                try { directions(1, 1, 9007199254740993); } catch (e) { console.log(e.name + ": " + e.message); }
                """.formatted(Client.JAVASCRIPT.file().toUri()));
        assertEquals(
                "RangeError: The number 9007199254740992 is not a seed, expected a BigInt or decimal digits in a string:"
                        + " beyond 2^53 a number may not be the one that was written",
                Client.JAVASCRIPT.runScript(script).done());
    }

    private static String answers(Client client, String... files) {
        return client.run(
                        "",
                        Stream.concat(Stream.of("--self-test"), Stream.of(files))
                                .toArray(String[]::new))
                .done();
    }

    private static void assertRefused(Client client, String stdin, String message, String... arguments) {
        String complaint = client.run(stdin, arguments).failed(2);
        assertTrue(complaint.startsWith(client.file().getFileName() + ": "), complaint);
        assertTrue(complaint.contains(message), complaint);
    }

    private Path specFile(FeatureSpec spec, Map<String, String> changes) throws IOException {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("format", 1);
        ObjectNode identity = node.putObject("spec");
        spec.identity().forEach(identity::put);
        changes.forEach(identity::put);
        JsonNode withDigest = node.put("directions-sha256", Directions.of(spec).sha256());
        return Files.writeString(dir.resolve("_spec.json"), withDigest.toString());
    }

    /** Normal ones, then a large and a subnormal norm where the projections stay in range, and zeros of both signs. */
    private static float[][] rows(FeatureSpec spec) {
        SplittableRandom random = new SplittableRandom(3);
        float largest = spec.normalisation() == Normalisation.L2 ? 1e38f : 1e3f;
        float[] scales = {1.0f, 1.0f, 1.0f, 1e-3f, 1e-42f, largest};
        float[][] rows = new float[scales.length][spec.d()];
        for (int row = 0; row < rows.length; row++) {
            for (int j = 0; j < spec.d(); j++) {
                rows[row][j] = (float) random.nextDouble(-1.0, 1.0) * scales[row];
            }
            rows[row][0] = scales[row];
        }
        rows[1][spec.d() - 1] = spec.d() == 1 ? 1.0f : -0.0f;
        return rows;
    }

    /** The bound is Java's; what these compute in double is off by one rounding to float32 more. */
    private static void assertWithinBound(FeatureMap map, ErrorBound bound, float[][] h, float[][] found) {
        assertEquals(h.length, found.length);
        double rounding = 0x1.00001p-24 / Math.sqrt(map.spec().m());
        float[] expected = new float[map.spec().columns()];
        for (int row = 0; row < h.length; row++) {
            map.apply(h[row], expected);
            assertEquals(expected.length, found[row].length);
            for (int column = 0; column < expected.length; column++) {
                double difference = Math.abs((double) expected[column] - found[row][column]);
                double allowed = bound.ofColumn(h[row], column) + rounding;
                String where = "row " + row + ", column " + column + ": " + difference + " is over " + allowed;
                assertTrue(difference <= allowed, where);
            }
        }
    }
}
