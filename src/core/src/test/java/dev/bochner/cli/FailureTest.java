package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.cli.DriverExit.FailedDriverException;
import dev.bochner.config.ConfigException;
import dev.bochner.config.Problem;
import dev.bochner.daily.ExitCode;
import dev.bochner.store.ConflictException;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceSchemaException;
import dev.bochner.testkit.FullDiskFs;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

final class FailureTest {
    private static final String HINT = "; run with --verbose for the stack trace";

    @Test
    void givesEachMeaningItsCode() {
        assertFailure(
                ExitCode.MISCONFIGURED, "f:1: k is 2", new ConfigException(List.of(new Problem("f:1", "k", "k is 2"))));
        assertFailure(ExitCode.MISCONFIGURED, "no column x", new SourceSchemaException("no column x"));
        assertFailure(ExitCode.MISCONFIGURED, "m is 0", new IllegalArgumentException("m is 0"));
        assertFailure(
                ExitCode.DATA_REFUSED,
                "two rows of a hundred are bad",
                new RefusedException("two rows of a hundred are bad"));
        assertFailure(ExitCode.DATA_REFUSED, "no such path", new SourceException("no such path"));
        assertFailure(ExitCode.CONFLICT, "other spec", new ConflictException("other spec"));
        assertFailure(ExitCode.FAILED, "cannot rename", new StoreException("cannot rename"));
        assertFailure(
                ExitCode.FAILED, "cannot read f", new UncheckedIOException("cannot read f", new IOException("io")));
        assertFailure(ExitCode.FAILED, "File not found: /x", new IOException(new FileNotFoundException("/x")));
    }

    @Test
    void findsTheMeaningInsideWhatSparkWrapsAroundIt() {
        Throwable lost = new SparkException("Job aborted", new RuntimeException(new ConflictException("taken")));
        assertFailure(ExitCode.CONFLICT, "taken", lost);
    }

    @Test
    void saysTheRootCauseOfASparkException() {
        Throwable aborted = new SparkException(
                "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times\nDriver stacktrace:",
                new IllegalArgumentException("Not a number\nmore"));
        assertFailure(ExitCode.FAILED, "Spark failed: Not a number" + HINT, aborted);
    }

    @Test
    void saysWhatAnUnexpectedExceptionIs() {
        assertFailure(
                ExitCode.FAILED,
                "Unexpected, a fault of the program: a bug" + HINT,
                new IllegalStateException("a bug", new RuntimeException("deeper")));
        assertFailure(
                ExitCode.FAILED,
                "Unexpected, a fault of the program: it says nothing about itself" + HINT,
                new NullPointerException());
    }

    @Test
    void saysWhatHappensInOperationWithoutTheNameOfAClass() {
        String full = "no space is left on the device; free some, then run again";
        assertFailure(ExitCode.FAILED, full, FullDiskFs.error());
        assertFailure(
                ExitCode.FAILED,
                "Cannot write /t/x: " + full,
                new SparkException("Job aborted", new StoreException("Cannot write /t/x: " + full)));
        assertFailure(
                ExitCode.FAILED,
                "the host nn is not known; check the name, and that HADOOP_CONF_DIR says where a nameservice is",
                new IllegalArgumentException(new UnknownHostException("nn")));
        assertEquals(
                ExitCode.MISCONFIGURED,
                Failure.of(new RuntimeException(
                                new ClassNotFoundException("Class org.apache.hadoop.fs.s3a.S3AFileSystem not found")))
                        .exitCode());
    }

    @Test
    void anErrorThatPicocliLetsPassIsOneLineAndAStackOnlyOnDemand() {
        String line = "bochner run: the memory is used up (Java heap space); give the driver more, such as"
                + " BOCHNER_DRIVER_MEMORY=8g, or the executors (spark.executor.memory)";
        assertEquals(line, error(new OutOfMemoryError("Java heap space"), "run", "--ds", "2026-11-20"));
        String verbose = error(new OutOfMemoryError("Java heap space"), "run", "--verbose");
        assertTrue(verbose.startsWith(line + System.lineSeparator() + "java.lang.OutOfMemoryError"), verbose);
    }

    @Test
    void neitherLineNorStackHoldsAPassword() {
        String text =
                error(new AssertionError("no ftp://me:geheim@host/x", new IOException("password=geheim")), "--verbose");
        assertTrue(text.contains("ftp://***@host/x"), text);
        assertFalse(text.contains("geheim"), text);
    }

    private static String error(Error error, String... arguments) {
        StringWriter err = new StringWriter();
        assertEquals(
                ExitCode.FAILED.code(), new ErrorReport(new PrintWriter(err, true)).error(error, List.of(arguments)));
        return err.toString().strip();
    }

    @Test
    void keepsToTheFirstLine() {
        assertFailure(ExitCode.FAILED, "remote said no", new StoreException("remote said no\n\tat org.apache"));
    }

    @Test
    void failsByAnExceptionInClusterModeSoThatYarnShowsTheMessage() {
        System.setProperty("spark.submit.deployMode", "cluster");
        try {
            FailedDriverException e =
                    assertThrows(FailedDriverException.class, () -> DriverExit.with(3, "bochner run: refused"));
            assertEquals("bochner run: refused (exit code 3)", e.getMessage());
        } finally {
            System.clearProperty("spark.submit.deployMode");
        }
    }

    private static void assertFailure(ExitCode code, String line, Throwable thrown) {
        assertEquals(new Failure(code, line), Failure.of(thrown));
    }
}
