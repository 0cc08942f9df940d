package dev.bochner.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One wrong thing at a time: what the user is told. */
final class ConfigMessagesTest {
    private static final String SEED_RANGE = "expected an integer from -9223372036854775808 to 9223372036854775807"
            + " in plain decimal digits (best as a string: seed = \"42\")";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    table = ""                        | table is "", expected text that is not empty
                    table = [a]                       | table is ["a"], expected text that is not empty
                    source.path = null                | source.path is not set, expected a path, or bochner.source.catalog-table instead of it
                    source.catalog-table = t          | source.catalog-table is set beside bochner.source.path, expected only one of the two
                    source.path = "/e/{ds"  , source.filter = "{day}" | source.filter is refused: {day} in "{day}" is not a placeholder; known are {ds}, {yyyy}, {MM} and {dd}
                    source.options = 3                | source.options is 3, expected a group { ... }
                    source.carry = title              | source.carry is "title", expected a list of texts [ ... ]
                    source.carry = [a, [b]]           | source.carry is ["b"], expected text that is not empty
                    source.carry = [SEED]             | source.carry contains SEED, expected none of m, seed, ds, features, which are columns of the feature table itself
                    source.carry = [id]               | source.carry contains id, which is the id or embedding column or listed twice
                    source.carry = [Embedding]        | source.carry contains Embedding, which is the id or embedding column or listed twice
                    source.carry = [a, a]             | source.carry contains a, which is the id or embedding column or listed twice
                    source.id-column = features       | source.id-column is features, expected none of m, seed, ds, features, which are columns of the feature table itself
                    source.embedding-column = id      | source.embedding-column is id, expected another than the id column
                    source.binary-type = float        | source.binary-type is "float", expected one of float16, float32, float64
                    source.unique-ids = yes           | source.unique-ids is "yes", expected one of false, true
                    source.require-success-file = yes | source.require-success-file is "yes", expected one of no, refuse, wait
                    source.success-file-timeout = 0 s | source.success-file-timeout is "0 s", expected a duration with its unit, such as 30 s or 12 h, above 0
                    source.success-file-timeout = 1 fortnight | source.success-file-timeout is "1 fortnight", expected a duration with its unit, such as 30 s or 12 h, above 0
                    features = 7                      | features is 7, expected a group { ... }
                    features.dim = 0                  | features.dim is 0, expected an integer from 1 to 2147483647
                    features.dim = 64.5               | features.dim is 64.5, expected an integer from 1 to 2147483647
                    features.sigma = 0                | features.sigma is 0, expected a number above 0, from 1.401298464324817E-45 to 4.0E37, or median-distance
                    features.sampler = sobol          | features.sampler is "sobol", expected one of gaussian, orthogonal
                    features.criterion = best         | features.criterion is "best", expected one of all-pairs, bernstein, clt, hoeffding, rahimi-recht, rms, rms-quantile, sutherland-schneider
                    features.delta = 1                | features.delta is 1, expected a number above 0 and below 1
                    features.epsilon = 0.1            | features.epsilon is set, but no m of the versions is auto, which alone has use for it
                    features.sigma = NaN              | features.sigma is "NaN", expected a number above 0, from 1.401298464324817E-45 to 4.0E37, or median-distance
                    features.sigma = null             | features.sigma is not set, expected a number above 0, from 1.401298464324817E-45 to 4.0E37, or median-distance
                    features.normalisation = L1       | features.normalisation is "L1", expected one of l2, none
                    features.versions = []            | features.versions is [], expected a list of one group or more [ { ... } ]
                    features.versions = 3             | features.versions is 3, expected a list of one group or more [ { ... } ]
                    features.versions = [3]           | features.versions[0] is 3, expected a group { ... }
                    validation.max-invalid-fraction = 1.5 | validation.max-invalid-fraction is 1.5, expected a number from 0 to 1
                    validation.dimension-sample-rows = 0  | validation.dimension-sample-rows is 0, expected an integer from 1 to 1000000
                    validation.dimension-majority = 0.5   | validation.dimension-majority is 0.5, expected a number above 0.5, at most 1
                    files.compression = brotli            | files.compression is "brotli", expected one of gzip, lz4_raw, none, snappy, uncompressed, zstd
                    files.buffer = 134217728              | files.buffer is 134217728, expected a size with its unit, such as 64 MiB, from 1048576 to 2147483648 bytes
                    files.buffer = 512 KiB                | files.buffer is "512 KiB", expected a size with its unit, such as 64 MiB, from 1048576 to 2147483648 bytes
                    files.buffer = 1 bushel               | files.buffer is "1 bushel", expected a size with its unit, such as 64 MiB, from 1048576 to 2147483648 bytes
                    store.heartbeat-interval = 5 m      | store.heartbeat-interval is 300 s, expected at most a third of bochner.store.heartbeat-timeout, which is 600 s
                    store.heartbeat-timeout = 89 s      | store.heartbeat-timeout is 89 s, expected at least three times bochner.store.heartbeat-interval, which is 30 s
                    store.replaced-retention = -1 s       | store.replaced-retention is "-1 s", expected a duration with its unit, such as 30 s or 12 h, 0 or more
                    store.refused-retention = 3           | store.refused-retention is 3, expected a duration with its unit, such as 30 s or 12 h, 0 or more
                    sigma = 2                         | sigma is not a known key, the nearest is bochner.features.sigma
                    source.idColumn = x               | source.idColumn is not a known key, the nearest is bochner.source.id-column
                    """)
    void saysWhatIsWrong(String line, String message) {
        assertMessage("daily.conf", "bochner." + message, "bochner." + line.replace(", source", ", bochner.source"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    m = 0, seed = 1              | m is 0, expected an integer from 1 to 1073741823, or auto
                    m = 1073741824, seed = 1     | m is 1073741824, expected an integer from 1 to 1073741823, or auto
                    m = 1.5, seed = 1            | m is 1.5, expected an integer from 1 to 1073741823, or auto
                    seed = 1                     | m is not set, expected an integer from 1 to 1073741823, or auto
                    output-dim = 31, seed = 1    | output-dim is 31, expected an even integer from 2 to 2147483646
                    m = 1, output-dim = 2, seed = 1 | output-dim is set beside bochner.features.versions[0].m, expected only one of the two
                    m = 1, seed = 1, sigma = inf | sigma is "inf", expected a number above 0, from 1.401298464324817E-45 to 4.0E37, or median-distance
                    m = 1, seed = 1, sampler = qmc | sampler is "qmc", expected one of gaussian, orthogonal
                    m = 1, seed = 1, normalization = l2 | normalization is not a known key, the nearest is bochner.features.versions[0].normalisation
                    """)
    void saysWhatIsWrongWithAVersion(String version, String message) {
        assertMessage(
                "daily.conf",
                "bochner.features.versions[0]." + message,
                "bochner.features.versions = [{" + version + "}]");
    }

    @Test
    void asksForEpsilonWhereAnMIsAuto() {
        assertMessage(
                "daily.conf",
                "bochner.features.epsilon is not set, expected a number above 0 and below 1, since an m of the versions is"
                        + " auto",
                "bochner.features.versions = [{ m = auto, seed = 1 }]");
    }

    @Test
    void twoVersionsWithAutoNeedDifferentSeeds() {
        assertMessage(
                "daily.conf",
                "bochner.features.versions[1].seed repeats m = auto, seed = 1 of bochner.features.versions[0].seed,"
                        + " expected another: (m, seed) names a version",
                "bochner.features { epsilon = 0.1, versions = [{ m = auto, seed = 1 }, { m = auto, seed = 1 }] }");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, \"9223372036854775808\"",
        "-9223372036854775809, \"-9223372036854775809\"",
        "1.0, 1.0",
        "4.5, 4.5",
        "1e3, 1e3",
        "1E18, 1E18",
        "007, 007",
        "0x2A, \"0x2A\"",
        "\"+5\", \"+5\"",
        "-0, -0",
        "true, true"
    })
    void refusesASeedThatIsNoExactInteger(String written, String shown) {
        assertMessage(
                "daily.conf",
                "bochner.features.versions[0].seed is " + shown + ", " + SEED_RANGE,
                "bochner.features.versions = [{m = 1, seed = " + written + "}]");
    }

    @ParameterizedTest
    @CsvSource({
        "\"42\", 42",
        "42, 42",
        "0, 0",
        "9223372036854775807, 9223372036854775807",
        "\"-9223372036854775808\", -9223372036854775808",
        "9007199254740993, 9007199254740993"
    })
    void takesASeedWithoutLosingADigit(String written, long seed) {
        String text = ConfigLoaderTest.MINIMAL + "\nbochner.features.versions = [{m = 1, seed = " + written + "}]";
        assertEquals(
                seed,
                ConfigLoader.parse("daily.conf", text, List.of())
                        .versions()
                        .get(0)
                        .seed());
    }

    @Test
    void refusesTwoVersionsOfOneName() {
        assertMessage(
                "daily.conf",
                "bochner.features.versions[2].seed repeats m = 8, seed = 5 of bochner.features.versions[0].seed,"
                        + " expected another: (m, seed) names a version",
                "bochner.features.versions = [{m = 8, seed = 5}, {m = 8, seed = 6}, {output-dim = 16, seed = \"5\"}]");
    }

    @Test
    void refusesATableOnAnObjectStore() {
        ConfigException e = refused("bochner.table = \"s3a://bucket/features\"");
        assertTrue(
                e.getMessage()
                        .startsWith("daily.conf:2: bochner.table is refused: Table s3a://bucket/features lies on an"
                                + " object store (s3a): it has no atomic rename"),
                e.getMessage());
    }

    @Test
    void refusesToWaitForTheMarkerOfACatalogTable() {
        assertMessage(
                "daily.conf",
                "bochner.source.require-success-file needs bochner.source.path; a catalog table has no success file",
                "bochner.source { path = null, catalog-table = t, require-success-file = wait }");
    }

    @Test
    void refusesWhatWasMeantToBeInsideTheBlock() {
        assertMessage(
                "daily.conf",
                "catalog-table is outside of the block bochner { }, expected bochner.catalog-table",
                "catalog-table = x");
        assertMessage("daily.conf", "bochnr is not a known key, the nearest is bochner", "bochnr.table = x");
    }

    @Test
    void saysWhereTheFileIsNoHocon() {
        ConfigException e = refused("bochner.table = hdfs://nn/x");
        assertTrue(
                e.getMessage().startsWith("daily.conf: 2: Expecting end of input or a comma, got ':'"), e.getMessage());
    }

    @Test
    void saysWhichVariableIsNotSet() {
        assertEquals(
                "daily.conf: 2: Could not resolve substitution to a value: ${NOT_A_VARIABLE}",
                refused("bochner.table = ${NOT_A_VARIABLE}").getMessage());
    }

    @Test
    void saysWhichOverrideIsWrong() {
        assertOverride(
                "features.sgima=1", "bochner.features.sgima is not a known key, the nearest is bochner.features.sigma");
        assertOverride("=1", "expected key=value, such as features.sigma=0.5");
        assertOverride("features.dim=1.0", "bochner.features.dim is \"1.0\", expected an integer from 1 to 2147483647");
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> ConfigLoader.parse("f", ConfigLoaderTest.MINIMAL, List.of("features.versions=[{m=1")));
        assertTrue(e.getMessage().startsWith("--set features.versions=[{m=1: "), e.getMessage());
    }

    private static void assertOverride(String assignment, String message) {
        ConfigException e = assertThrows(
                ConfigException.class, () -> ConfigLoader.parse("f", ConfigLoaderTest.MINIMAL, List.of(assignment)));
        assertEquals("--set " + assignment + ": " + message, e.getMessage());
    }

    private static void assertMessage(String file, String message, String line) {
        ConfigException e = refused(line);
        String text = e.getMessage();
        assertTrue(text.equals(file + ":2: " + message) || text.equals(file + ": " + message), text);
    }

    private static ConfigException refused(String line) {
        return assertThrows(
                ConfigException.class,
                () -> ConfigLoader.parse("daily.conf", ConfigLoaderTest.MINIMAL + "\n" + line, List.of()));
    }
}
