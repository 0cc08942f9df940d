package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.cli.DriverExit.FailedDriverException;
import dev.bochner.config.ConfigException;
import dev.bochner.config.Problem;
import dev.bochner.daily.ExitCode;
import dev.bochner.store.ConflictException;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceSchemaException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        assertFailure(
                ExitCode.FAILED, "Spark failed: java.lang.IllegalArgumentException: Not a number" + HINT, aborted);
    }

    @Test
    void saysWhatAnUnexpectedExceptionIs() {
        assertFailure(
                ExitCode.FAILED,
                "java.lang.IllegalStateException: a bug" + HINT,
                new IllegalStateException("a bug", new RuntimeException("deeper")));
        assertFailure(
                ExitCode.FAILED,
                "java.lang.NullPointerException: NullPointerException" + HINT,
                new NullPointerException());
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
