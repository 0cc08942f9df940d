package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says and which code it ends with, as far as no Spark is needed. */
final class BochnerTest {
    private static final String SHA256 = "46d20debbe5ac0bc85c21e0315c2342a8bfaa120323c360af8299e602ce19133";

    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run ",
                "versions ",
                "runs ",
                "rollback ",
                "expire ",
                "directions ",
                "export ",
                "cache ",
                "plan "
            })
    void everyCommandHasHelpWithExitCodes(String command) {
        assertEquals(0, execute((command + "--help").split(" ")));
        String help = out.toString();
        assertTrue(help.startsWith("Usage: bochner " + command), help);
        assertTrue(help.contains("2   bad arguments or configuration"), help);
        assertTrue(help.contains("--verbose"), help);
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
                    ''                       | bochner: Missing required subcommand (see bochner --help)
                    verson                   | bochner: unknown command verson, did you mean versions? (see bochner --help)
                    run                      | bochner run: Missing required options: '--conf=FILE', '--ds=DATE' (see bochner run --help)
                    run --conf f --ds 20261120 | bochner run: Invalid value for option '--ds': Date is "20261120", expected YYYY-MM-DD from 1900-01-01 to 9999-12-31 (see bochner run --help)
                    run --conf f --ds 2026-02-30 | bochner run: Invalid value for option '--ds': Date is "2026-02-30", expected YYYY-MM-DD from 1900-01-01 to 9999-12-31 (see bochner run --help)
                    run --conf f --ds +12026-11-19 | bochner run: Invalid value for option '--ds': Date is "+12026-11-19", expected YYYY-MM-DD from
                    run --conf f --ds=-0001-01-01 | bochner run: Invalid value for option '--ds': Date is "-0001-01-01", expected YYYY-MM-DD from
                    audit --conf f --ds 0000-01-01 | bochner audit: Invalid value for option '--ds': Date is "0000-01-01", expected YYYY-MM-DD from
                    audit --conf f --ds 2026-11-20 --against 1899-12-31 | bochner audit: Invalid value for option '--against': Date is "1899-12-31", expected YYYY-MM-DD from
                    rollback --table t --to +12026-11-19 | bochner rollback: Invalid value for option '--to': Date is "+12026-11-19", expected YYYY-MM-DD from
                    expire --table t --before 2026-11-2 | bochner expire: Invalid value for option '--before': Date is "2026-11-2", expected YYYY-MM-DD from
                    cache --table t --m 8 --seed 1 --ds 0000-01-01 --out o | bochner cache: Invalid value for option '--ds': Date is "0000-01-01", expected YYYY-MM-DD from
                    run --ds 2026-11-20 --replcae --conf f | bochner run: unknown option --replcae, did you mean --replace? (see bochner run --help)
                    run --conf no.conf --ds 2026-11-20 | bochner run: Configuration file no.conf does not exist
                    directions --seed 1 --dim 2 --m 0 | bochner directions: m is 0, expected 1 to 1073741823
                    directions --seed 1 --dim 0 --m 2 | bochner directions: d is 0, expected 1 or more
                    directions --seed 9223372036854775808 --dim 2 --m 2 | bochner directions: Invalid value for option '--seed': "9223372036854775808" is not a seed, expected an integer from -9223372036854775808 to 9223372036854775807 (see bochner directions --help)
                    directions --seed 1 --dim 2 --m 2 --out no/such/u.npy | bochner directions: Cannot write no/such/u.npy: there is no directory
                    versions                 | bochner versions: --table=PATH and --conf=FILE are neither given, expected one of them
                    versions --table t --conf f | bochner versions: --table=PATH and --conf=FILE are both given, expected one of them
                    runs --table t --limit 0 | bochner runs: --limit is 0, expected 1 or more
                    versions --table s3a://b/t | bochner versions: Table s3a://b/t lies on an object store
                    versions --table no/table | bochner versions: There is no feature table at file:
                    export --table t --m 8   | bochner export: Missing required options: '--format=FORMAT', '--out=PATH' (see bochner export --help)
                    export --table t --m 8 --seed 1 --format tflite --out l | bochner export: Format is "tflite", expected one of [onnx, npz, savedmodel]
                    export --table t --m 8 --seed 1 --format savedmodel --out l | bochner export: Format savedmodel needs TensorFlow, which is no part of the application jar: in a checkout scripts/bochner export
                    export --table t --m 8 --seed 1 --format onnx --out no/such/l.onnx | bochner export: Cannot write
                    export --table t --m 8 --seed 1 --format onnx --out pom.xml | bochner export: Cannot write
                    export --table no/table --m 8 --seed 1 --format npz --out target/never.npz | bochner export: There is no feature table at file:
                    export --table s3a://b/t --m 8 --seed 1 --format npz --out target/never.npz | bochner export: Table s3a://b/t lies on an object store
                    export --table t --m 8 --seed 0x1 --format npz --out l | bochner export: Invalid value for option '--seed': "0x1" is not a seed
                    export --table t --m 8 --seed 1 --ds today --format npz --out l | bochner export: Invalid value for option '--ds': Date is "today"
                    rollback --table no/table --to 2026-11-20 | bochner rollback: There is no feature table at file:
                    expire --table no/table --keep 2 | bochner expire: There is no feature table at file:
                    """)
    void endsWithTwoAndOneLine(String arguments, String line) {
        assertEquals(2, execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        assertTrue(err.toString().startsWith(line), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "bench", "experiment"})
    void saysWhereTheCommandsOfTheLaboratoryAre(String command) {
        assertEquals(2, execute(command, "--whatever"));
        assertEquals(
                "bochner COMMAND: Command COMMAND is part of bochner-lab, which is not on the class path. In a checkout,"
                                .replace("COMMAND", command)
                        + " scripts/bochner " + command + " builds it and adds it; with spark-submit, give"
                        + " --jars target/lab/bochner-lab-VERSION.jar",
                err.toString().strip());
    }

    @Test
    void printsItsVersionAndThoseOfSparkAndJava() {
        assertEquals(0, execute("--version"));
        String[] lines = out.toString().split(System.lineSeparator());
        assertEquals(3, lines.length, out.toString());
        assertTrue(lines[0].startsWith("Bochner "), lines[0]);
        assertEquals("Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION(), lines[1]);
        assertTrue(lines[2].startsWith("Java " + Runtime.version()), lines[2]);
        assertEquals("", err.toString());
    }

    @Test
    void refusesNegativeSigma() {
        assertEquals(2, execute("directions", "--seed", "1", "--dim", "2", "--m", "2", "--sigma", "-1"));
        assertEquals(
                "bochner directions: sigma is -1.0, expected a positive number from 1.401298464324817E-45 to 4.0E37"
                        + " (U is float32)",
                err.toString().strip());
    }

    @Test
    void saysAllThatIsWrongWithAConfigurationBeforeSparkStarts() throws IOException {
        Path conf = dir.resolve("daily.conf");
        Files.writeString(conf, """
                bochner {
                  table = /t
                  source.path = /s
                  features { sigma = -1, versions = [{ m = 0, seed = "9223372036854775808" }] }
                }
                """);
        assertEquals(2, execute("run", "--conf", conf.toString(), "--ds", "2026-11-20", "--set", "features.sgima=1"));
        assertEquals("""
                bochner run: 4 problems in the configuration:
                  --set features.sgima=1: bochner.features.sgima is not a known key, the nearest is bochner.features.sigma
                  FILE:4: bochner.features.sigma is -1, expected a number above 0, from 1.401298464324817E-45 to 4.0E37, or median-distance
                  FILE:4: bochner.features.versions[0].m is 0, expected an integer from 1 to 1073741823, or auto
                  FILE:4: bochner.features.versions[0].seed is "9223372036854775808", expected an integer from \
                -9223372036854775808 to 9223372036854775807 in plain decimal digits (best as a string: seed = "42")
                """.replace("FILE", conf.toString()), err.toString().replace(System.lineSeparator(), "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source.options={password=geheim",
                "source.options={password=geheim,x=[1]}",
                "source.options={password=[geheim]}",
                "source.options={password=ge$heim}",
                "source.optons.password=geheim",
                "source.path=s3a://key:geheim@bucket/{d}",
                "table=hdfs://me:geheim@nn/t"
            })
    void neverEchoesACredential(String assignment) throws IOException {
        Path conf = Files.writeString(dir.resolve("daily.conf"), "bochner { table = /t, source.path = /s }");
        assertEquals(
                2, execute("run", "--conf", conf.toString(), "--ds", "2026-11-20", "--set", assignment, "--verbose"));
        assertTrue(err.toString().contains("***"), err.toString());
        assertFalse(err.toString().contains("heim"), err.toString());
    }

    @Test
    void neverEchoesACredentialOfAConfigurationThatDoesNotParse() throws IOException {
        Path conf = Files.writeString(dir.resolve("daily.conf"), "bochner {\n source.options.password = ge\"$heim \n");
        assertEquals(2, execute("run", "--conf", conf.toString(), "--ds", "2026-11-20", "--verbose"));
        assertTrue(err.toString().startsWith("bochner run: " + conf + ": "), err.toString());
        assertFalse(err.toString().contains("heim"), err.toString());
    }

    @Test
    void printsAStackTraceOnlyWhenAsked() {
        assertEquals(2, execute("directions", "--seed", "1", "--dim", "2", "--m", "0"));
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(2, execute("directions", "--seed", "1", "--dim", "2", "--m", "0", "--verbose"));
        assertTrue(err.toString().contains("\tat dev.bochner.rff.FeatureSpec"), err.toString());
    }

    @Test
    void printsTheIdentityOfDirectionsAsOneJsonObject() throws IOException {
        assertEquals(0, execute("directions", "--seed", "42", "--dim", "64", "--m", "64"));
        assertEquals(
                "{\"scheme\":\"directions-v1\",\"sampler\":\"gaussian\",\"d\":64,\"m\":64,\"seed\":\"42\",\"sigma\":1.0,\"sha256\":\""
                        + SHA256 + "\"}",
                out.toString().strip());
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertTrue(json.get("seed").isTextual());
    }

    @Test
    void writesDirectionsForNumPy() throws IOException {
        Path file = dir.resolve("u.npy");
        assertEquals(0, execute("directions", "--seed", "-7", "--dim", "3", "--m", "5", "--out", file.toString()));
        byte[] bytes = Files.readAllBytes(file);
        assertEquals((byte) 0x93, bytes[0]);
        assertEquals(128 + 5 * 3 * 4, bytes.length);
    }

    private int execute(String... arguments) {
        return Bochner.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
